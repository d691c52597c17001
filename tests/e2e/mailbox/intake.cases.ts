import { createHash } from 'node:crypto';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { until } from '../alerting/rig.js';
import { agent, mail, mixed } from './rig.js';
import { north, rig, south } from './running.js';
import { mailboxVariables } from './variables.js';

const text = (body: string) => `Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`;
const attached = (name: string, bytes: Buffer) =>
  `Content-Type: application/pdf; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}`;

describe('a mail to the declarations box', () => {
  it('becomes a draft with its attachment and, as a guess, the sender’s facility; nothing personal goes into the event', async () => {
    const bytes = Buffer.from('%PDF-1.7 une capture');
    const draft = await rig.take(
      mixed(
        { From: 'Garde <astreinte@nord.example>', Subject: 'Ecran noir' },
        text('Les postes du service 3B affichent une rançon.'),
        attached('capture.pdf', bytes),
      ),
      'service 3B',
    );
    expect(draft).toMatchObject({
      state: 'new',
      senderName: 'Garde',
      senderAddress: 'astreinte@nord.example',
      subject: 'Ecran noir',
      text: 'Les postes du service 3B affichent une rançon.',
      marks: [],
      guess: { facilityId: north.id, reason: 'contact-point' },
      attachments: [
        {
          name: 'capture.pdf',
          mediaType: 'application/pdf',
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          kept: true,
          state: 'unscanned',
        },
      ],
    });
    const [kept] = await rig.database.asAdmin<{ content: Buffer }>(
      'SELECT content FROM incident.mail_attachment_chunk WHERE attachment_id = $1',
      [draft.attachments[0]?.id],
    );
    expect(kept?.content).toEqual(bytes);
    const [event] = await rig.database.asAdmin<{ type: string; payload: unknown }>(
      'SELECT type, payload FROM messaging.event WHERE aggregate_id = $1',
      [draft.id],
    );
    expect(event).toEqual({ type: 'mail.received', payload: { mailDraftId: draft.id, answer: true } });
    expect(await rig.imap.count('Vigie')).toBeGreaterThan(0);
  });

  it.each([
    ['a person', 'RSSI@sud.example', { facilityId: south.id, reason: 'person' }],
    ['a domain that is one facility’s alone', 'urgences@chu-nord.example', { facilityId: north.id, reason: 'domain' }],
    ['nobody known', 'quelqu.un@gmail.example', null],
  ])('is guessed from %s', async (who, address, guess) => {
    const draft = await rig.take(mail({ From: address, Subject: `De ${who}` }, 'Bonjour'), `De ${who}`);
    expect(draft.guess).toEqual(guess);
  });

  it('is nobody’s facility, whoever it says it is from, until an analyst has decided', async () => {
    const forged = mail(
      { From: 'Directeur <dsi@chu-nord.example>', 'Return-Path': '<pirate@mal.example>', Subject: 'Faux' },
      'Versez la rançon.',
    );
    const draft = await rig.take(forged, 'Versez la rançon');
    expect(draft.guess?.facilityId).toBe(north.id);
    const [row] = await rig.database.asAdmin<{ facility_id: string | null }>(
      'SELECT facility_id FROM incident.mail_draft WHERE id = $1',
      [draft.id],
    );
    expect(row?.facility_id).toBeNull();
    // Who is named did not write, and is not written to.
    expect(await rig.answersTo('dsi@chu-nord.example')).toEqual([]);
    expect(await rig.answersTo('pirate@mal.example')).toHaveLength(1);
  });

  it('that comes again, under another number of the box, makes one draft', async () => {
    const draft = await rig.take(mail({ From: 'deux@fois.example', Subject: 'Deux fois' }, 'Une seule.'), 'Deux fois');
    const [done, fresh] = [join(rig.imap.maildir, '.Vigie/cur'), join(rig.imap.maildir, 'new')];
    const names = await readdir(done);
    const moved = names.sort().at(-1) ?? '';
    await rename(join(done, moved), join(fresh, `again-${moved.replace(/:.*/, '')}`));
    await until('it is put away again', async () => (await rig.imap.count()) === 0);
    expect((await rig.drafts('Deux fois')).map(({ id }) => id)).toEqual([draft.id]);
  });

  it.each(['before-commit', 'after-commit'])('is one draft when the service is killed %s', async (point) => {
    const from = `${point}@coupure.example`;
    await rig.replaceIncident({ VIGIE_FAULT_POINT: point });
    await rig.imap.deliver(mail({ From: from, Subject: `Tué ${point}` }, 'Texte'));
    await until('it is dead', () => rig.incident.pid === undefined);
    expect(await rig.imap.count()).toBe(1);
    await rig.replaceIncident();
    await rig.taken(`Tué ${point}`);
    expect(await rig.answersTo(from)).toHaveLength(1);
  });

  it('is one draft when two copies of the service run, and goes on when one of them dies', async () => {
    const second = rig.process('incident', mailboxVariables(rig.imap));
    await second.start();
    const subjects = Array.from({ length: 12 }, (_, index) => `Copie n° ${index} !`);
    for (const subject of subjects)
      await rig.imap.deliver(mail({ From: 'copies@deux.example', Subject: subject }, subject));
    for (const subject of subjects) await rig.taken(subject);
    await rig.incident.kill();
    await rig.take(
      mail({ From: 'copies@deux.example', Subject: 'Reprise' }, 'La seconde copie continue.'),
      'Reprise',
      40,
    );
    await second.stop();
    await rig.replaceIncident();
  });

  it('is the agency’s alone', async () => {
    await expect(rig.as(agent('administrator'), 'incident.mail-draft.list', {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    const page = await rig.as(agent('auditor'), 'incident.mail-draft.list', { limit: 2 });
    expect(page.items).toHaveLength(2);
    const next = await rig.as(agent('auditor'), 'incident.mail-draft.list', { limit: 2, cursor: page.next ?? '' });
    expect(next.total).toBe(page.total);
    expect(next.items.map(({ id }) => id)).not.toContain(page.items[0]?.id);
  });
});
