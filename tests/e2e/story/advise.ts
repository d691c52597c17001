import type { Advisory, AudienceMember, BoardRow, InboxItem, RefusalBody } from '#libs/contracts';
import { ok } from '#libs/testing';
import { type Worker, type World, must, newRecordId, ownFacility, until, withRole, work } from './world.js';

interface Change {
  advisoryId: string;
  reference: string;
  state: string;
  recipientCount: number | null;
}

/** Somebody who may write and approve: only the rule of the second person stands between the two. */
async function authorWhoApproves(world: World): Promise<Worker> {
  const account = withRole(world, 'analyst').find(({ roles }) => roles.includes('approver'));
  must(account !== undefined, 'an analyst who is an approver as well');
  return work(world, account);
}

async function secondApprover(world: World, author: Worker): Promise<Worker> {
  const account = withRole(world, 'approver').find(({ email }) => email !== author.identity.email);
  must(account !== undefined, 'a second approver');
  return work(world, account);
}

/** Step 5: written by one person, approved by another. */
async function advise(
  world: World,
  audience: { csafId: string; named: string[]; tlp?: string },
): Promise<{ id: string; reference: string; count: number; send: () => Promise<Change> }> {
  const author = await authorWhoApproves(world);
  const id = newRecordId();
  const body = {
    tlp: audience.tlp ?? 'GREEN',
    texts: {
      fr: {
        title: 'Isolez les passerelles concernées',
        body: 'Coupez l’accès distant avant ce soir, puis appliquez le correctif de l’éditeur.',
      },
      en: {
        title: 'Isolate the gateways concerned',
        body: 'Cut remote access before tonight, then apply the vendor’s fix.',
      },
    },
    respondBy: new Date(Date.now() + 24 * 3_600_000).toISOString(),
    csafId: audience.csafId,
    regionalId: null,
    audience: { assetMatch: { csafId: audience.csafId, includeUndetermined: true }, facilities: audience.named },
  };
  const saved = ok(await author.client.put<Change>(`/api/advisories/${id}`, body));
  const preview = ok(
    await author.client.post<{ count: number; members: AudienceMember[] }>('/api/audience', {
      audience: body.audience,
    }),
  );
  must(preview.count === preview.members.length && preview.count >= 2, 'the exact list and its count');
  world.tell(5, 'audience before sending', `${preview.count} facilities, each with its reasons`);
  ok(await author.client.post(`/api/advisories/${id}/submit`, {}));
  const refused = await author.client.post<RefusalBody>(`/api/advisories/${id}/approve`, {
    expectedCount: preview.count,
  });
  must(
    refused.status === 403 && refused.body.code === 'author-cannot-approve',
    `the author cannot approve (answered ${refused.status} ${refused.body.code})`,
  );
  world.tell(5, 'the author, an approver as well, tries to approve', refused.body.code);
  author.live.disconnect();

  const approver = await secondApprover(world, author);
  const send = async (): Promise<Change> => {
    const sent = ok(
      await approver.client.post<Change>(`/api/advisories/${id}/approve`, { expectedCount: preview.count }),
    );
    must(sent.state === 'sent' && sent.recipientCount === preview.count, 'the list is frozen as it was seen');
    world.tell(5, 'a second person approves', `${sent.reference} leaves for ${sent.recipientCount} facilities`);
    approver.live.disconnect();
    return sent;
  };
  return { id, reference: saved.reference, count: preview.count, send };
}

/** Step 6: who is online sees it at once, who was not sees it on return, everyone gets a mail, everyone's answer shows. */
export async function broadcast(world: World, analyst: Worker, csafId: string, named: Worker[]): Promise<void> {
  const [online, offline] = named;
  must(online !== undefined && offline !== undefined, 'two facilities to watch');
  const before = (await world.mails()).length;
  offline.live.disconnect();
  const advisory = await advise(world, {
    csafId,
    named: [...named.map(ownFacility), ...(await tenHospitals(world, analyst))],
  });
  const began = performance.now();
  const arrival = online.live.waitFor((item) => item.type === 'advisory.broadcast' && item.recordId === advisory.id);
  await advisory.send();
  await arrival;
  const milliseconds = Math.round(performance.now() - began);
  world.tell(
    6,
    'a facility that is online sees it',
    `${milliseconds} ms after the approval was sent${milliseconds > 1000 ? ': LATER than within a second' : ', within a second'}`,
  );

  await offline.live.connect();
  await offline.live.waitFor((item) => item.type === 'advisory.broadcast' && item.recordId === advisory.id);
  const copies = offline.live.items.filter((item) => item.recordId === advisory.id).length;
  const cursors = offline.live.items
    .filter((item) => item.recipient.startsWith('facility:'))
    .map((item) => item.cursor);
  must(copies === 1, `the advisory came once, not ${copies} times`);
  must(
    cursors.every((cursor, index) => index === 0 || cursor === (cursors[index - 1] ?? 0) + 1),
    'in order and without a gap',
  );
  world.tell(6, 'a facility that was offline sees it on return', 'once, in order');

  const mails = await until(async () => {
    const since = (await world.mails()).slice(before).filter((mail) => mail.subject?.includes(advisory.reference));
    return since.length >= advisory.count ? since : undefined;
  }, 'a mail for every contact');
  must(
    mails.every((mail) => mail.text?.includes('Coupez l’accès') || mail.text?.includes('Cut remote access')),
    'TLP:GREEN carries the text',
  );
  world.tell(6, 'mails', `${mails.length} received for ${advisory.count} facilities`);
  await answerAll(world, analyst, advisory, [online, offline]);
}

/** Hospitals of the territory, found by category and territory before they are named: the criteria give the whole list. */
async function tenHospitals(world: World, analyst: Worker): Promise<string[]> {
  const audience = { categories: ['hospital'], territories: ['972'] };
  const { count, members } = ok(
    await analyst.client.post<{ count: number; members: AudienceMember[] }>('/api/audience', { audience }),
  );
  must(
    members.every(({ category, territory }) => category === 'hospital' && territory === '972'),
    'only hospitals of the territory',
  );
  world.tell(5, 'audience by category and territory', `${count} hospitals of Martinique`);
  return members.slice(0, 10).map(({ facilityId }) => facilityId);
}

async function answerAll(
  world: World,
  analyst: Worker,
  advisory: { id: string; count: number },
  workers: Worker[],
): Promise<void> {
  const answers = [
    { answer: 'done', note: 'Accès distant coupé, correctif appliqué.' },
    { answer: 'in-progress', note: null },
  ];
  for (const [index, worker] of workers.entries()) {
    const facilityId = ownFacility(worker);
    const inbox = ok(await worker.client.get<{ items: InboxItem[] }>('/api/inbox'));
    must(
      inbox.items.some((item) => item.advisoryId === advisory.id),
      'the advisory is in the inbox',
    );
    ok(await worker.client.post(`/api/inbox/${facilityId}/${advisory.id}/answer`, answers[index]));
    await analyst.live.waitFor(
      (item) => item.type === 'acknowledgement.changed' && item.summary['facilityId'] === facilityId,
    );
  }
  const board = ok(
    await analyst.client.get<{ advisory: Advisory; counts: Record<string, number>; rows: BoardRow[] }>(
      `/api/advisories/${advisory.id}/acknowledgements`,
    ),
  );
  const silent = board.rows.filter((row) => row.state === 'sent');
  must(board.counts['done'] === 1 && board.counts['in-progress'] === 1, 'the answers are on the board');
  must(silent.length === advisory.count - 2, 'who has not answered is on the chase list');
  world.tell(6, 'acknowledgement board', `1 done, 1 in progress, ${silent.length} to chase`);
}
