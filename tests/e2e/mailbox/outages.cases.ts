import { afterEach, describe, expect, it } from '@jest/globals';
import { startTestImap } from '#libs/testing';
import { carrierChecks } from '../../../apps/cli/src/doctor/carrier.checks.js';
import { until } from '../alerting/rig.js';
import { agent, mail } from './rig.js';
import { rig } from './running.js';
import { mailboxVariables } from './variables.js';

const PASSWORD = 'for-tests';
const doctor = () =>
  carrierChecks(mailboxVariables(rig.imap))
    .find(({ name }) => name === 'IMAP')
    ?.run();

/** A line comes by a pipe of its own, a little after health tells of the same. */
const unreadable = () => rig.incident.log.filter((line) => line.includes('the declarations mailbox cannot be read'));

describe('an IMAP server', () => {
  afterEach(() => rig.imap.setPassword(PASSWORD));

  it('that is restarted in the middle of many mails loses none and doubles none', async () => {
    const subjects = Array.from({ length: 40 }, (_, index) => `Redemarrage ${index}.`);
    for (const subject of subjects)
      await rig.imap.deliver(mail({ From: 'r@panne.example', Subject: subject }, subject));
    await until('some are there', async () => (await rig.drafts('Redemarrage')).length > 3);
    await rig.imap.stop();
    await rig.imap.start();
    for (const subject of subjects) await rig.taken(subject, 60);
    await until('health says so', async () => (await rig.health()).checks['mailbox'] === 'up');
  });

  it('that is away is told by health and by the doctor, and is read again when it is back', async () => {
    await rig.imap.stop();
    await until('it is noticed', async () => (await rig.health()).checks['mailbox'] === 'degraded');
    expect(await doctor()).toMatchObject({ state: 'wrong' });
    await rig.imap.deliver(mail({ From: 'retour@panne.example', Subject: 'Pendant la panne' }, 'x'));
    await rig.imap.start();
    await rig.taken('Pendant la panne', 60);
    expect(await doctor()).toMatchObject({ state: 'well' });
  });

  it('that does not tell of new mails is asked, and is not signed in to before TLS has begun', async () => {
    const silent = await startTestImap({ idle: false });
    await rig.replaceIncident({
      VIGIE_IMAP_URL: silent.plainUrl,
      VIGIE_IMAP_CA_FILE: silent.caFile,
      VIGIE_IMAP_POLL: '1',
    });
    await until('the box is open', async () => (await rig.health()).checks['mailbox'] === 'up');
    for (const subject of ['Sans IDLE un', 'Sans IDLE deux']) {
      await silent.deliver(mail({ From: 'idle@panne.example', Subject: subject }, 'x'));
      await until(subject, async () => (await rig.drafts(subject)).length === 1);
    }
    await rig.replaceIncident();
    await silent.close();
  });

  it('that another has certified is not told the password', async () => {
    await rig.replaceIncident({ VIGIE_IMAP_CA_FILE: '' });
    await until('it is noticed', async () => (await rig.health()).checks['mailbox'] === 'degraded');
    await until('it is logged', () => unreadable().length > 0);
    expect(unreadable()[0]).toMatch(/SELF_SIGNED|CERT|VERIFY/);
    await rig.replaceIncident();
  });

  it('that refuses the password is said once, clearly, without it; the service goes on', async () => {
    await rig.imap.setPassword('changed');
    await rig.replaceIncident();
    await until('it is noticed', async () => (await rig.health()).checks['mailbox'] === 'degraded');
    expect((await rig.health()).status).toBe('degraded');
    await until('it is logged', () => unreadable().length > 0);
    expect(unreadable()[0]).toContain('refuses user or password; correct VIGIE_IMAP_URL');
    expect(rig.incident.log.join('\n')).not.toContain(PASSWORD);
    expect(await doctor()).toMatchObject({
      state: 'wrong',
      found: expect.stringContaining('refuses user or password'),
    });
    await expect(rig.as(agent('analyst'), 'incident.mail-draft.list', {})).resolves.toBeDefined();
    expect(unreadable()).toHaveLength(1);
    await rig.imap.setPassword(PASSWORD);
    await rig.replaceIncident();
  });
});
