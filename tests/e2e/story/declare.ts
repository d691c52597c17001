import type {
  CommandInput,
  DeclarationInput,
  Incident,
  IncidentChange,
  JournalEntry,
  Receipt,
  RegionalIncident,
} from '#libs/contracts';
import { ok } from '#libs/testing';
import type { z } from 'zod';
import { type Worker, type World, must, newRecordId, ownFacility, withRole, work } from './world.js';

type Change = z.infer<typeof IncidentChange>;

const SUPPLIER = 'MediLogiciel SAS';

/** What a nurse manager writes at 3 a.m. */
export function aDeclaration(facilityId: string, more: Partial<DeclarationInput> = {}): DeclarationInput {
  const aware = Date.now() - 20 * 60_000;
  return {
    id: newRecordId(),
    facilityId,
    what: 'Le dossier patient ne répond plus depuis ce matin. Les postes des urgences affichent une erreur de connexion.',
    since: new Date(aware - 40 * 60_000).toISOString(),
    awareAt: new Date(aware).toISOString(),
    suspectedMalicious: 'unknown',
    degradedMode: 'yes',
    careServices: ['emergency', 'patient-record'],
    patientDanger: 'potential',
    dataTouched: 'unknown',
    dataClasses: [],
    supplier: SUPPLIER,
    helpWanted: ['technical'],
    contact: { name: 'Astreinte', phone: '+596 696 00 00 01', email: 'astreinte@contact.example' },
    ...more,
  };
}

/** What is known an hour later: the next version of `aDeclaration`. */
export function anAmendment(more: Partial<CommandInput<'incident.declaration.amend'>> = {}) {
  const { id: _, facilityId: __, awareAt: ___, ...answers } = aDeclaration('');
  return {
    stage: 'update' as const,
    base: 1,
    ...answers,
    dataTouched: 'no' as const,
    report: { careSafety: 'yes' as const, functioning: 'yes' as const, measures: 'Serveurs isolés, procédure papier.' },
    ...more,
  };
}

/** How grave an analyst takes it for: a score of 64, which is high. */
export const anAssessment = () => ({
  id: newRecordId(),
  answers: {
    care: 'major' as const,
    danger: 'potential' as const,
    information: 'unknown' as const,
    recovery: 'extended' as const,
    spread: 'facility' as const,
    potential: 'active' as const,
  },
  severity: 'high' as const,
  outlook: 'worsening' as const,
  reason: null,
});

/** Step 1: a declaration and its receipt. */
export async function declare(world: World, declarant: Worker): Promise<Receipt> {
  const began = performance.now();
  const receipt = ok(await declarant.client.post<Receipt>('/api/declarations', aDeclaration(ownFacility(declarant))));
  must(/^\d{3}-\d{4}-\d{4,}$/.test(receipt.reference), `a reference like 972-2026-0001, not ${receipt.reference}`);
  world.tell(1, 'declaration received', `${receipt.reference} in ${Math.round(performance.now() - began)} ms`);
  return receipt;
}

/** Step 2: the analyst sees it live and leads it; the facility sees each step. */
export async function lead(world: World, analyst: Worker, declarant: Worker, receipt: Receipt): Promise<void> {
  const { incidentId } = receipt;
  await analyst.live.waitFor((item) => item.type === 'incident.declared' && item.recordId === incidentId);
  world.tell(2, "seen in the analysts' queue", 'live, without reload');
  const step = async (action: string, event: string, body: object = {}): Promise<void> => {
    const change = ok(await analyst.client.post<Change>(`/api/incidents/${incidentId}/${action}`, body));
    await declarant.live.waitFor((item) => item.type === event && item.recordId === incidentId);
    world.tell(2, `the facility sees live: ${event}`, `state ${change.state}`);
  };
  await step('take', 'incident.taken');
  await step('acknowledge', 'incident.acknowledged');
  await step('qualify', 'incident.qualified', {
    rsitClass: 'availability',
    rsitType: 'outage',
    severity: 'high',
    tlp: 'AMBER',
    malicious: 'no',
  });
  const entry = ok(
    await analyst.client.post<JournalEntry>(`/api/incidents/${incidentId}/journal`, {
      id: newRecordId(),
      text: 'Nous appelons l’éditeur. Passez en procédure dégradée.',
      visibility: 'shared',
    }),
  );
  await declarant.live.waitFor((item) => item.type === 'incident.journal-written' && item.recordId === incidentId);
  world.tell(2, 'the facility sees live: incident.journal-written', `entry ${entry.seq} of the journal`);
  const seen = ok(await declarant.client.get<Incident>(`/api/incidents/${incidentId}`));
  must(seen.severity === 'high' && seen.assigneeId === null, 'the facility sees the severity, not who the analyst is');
}

/** Step 3: twelve more facilities, one regional incident, each sees only its own. */
export async function correlate(
  world: World,
  analyst: Worker,
  first: { worker: Worker; receipt: Receipt },
): Promise<void> {
  const others = await twelveMore(world, first.worker);
  const began = performance.now();
  const receipts = await Promise.all(
    others.map(async (worker) =>
      ok(await worker.client.post<Receipt>('/api/declarations', aDeclaration(ownFacility(worker)))),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  must(seconds < 60, 'twelve declarations within a minute');
  world.tell(3, 'twelve more facilities declare', `${seconds.toFixed(1)} s`);

  const all = [first.receipt, ...receipts];
  const regional = ok(
    await analyst.client.post<RegionalIncident>('/api/regional-incidents', {
      id: newRecordId(),
      title: `Panne de ${SUPPLIER}`,
      supplier: SUPPLIER,
      incidentIds: all.map((receipt) => receipt.incidentId),
    }),
  );
  must(regional.incidentCount === all.length, `${all.length} linked declarations`);
  world.tell(3, 'linked under one regional incident', `${regional.reference}: ${regional.incidentCount} declarations`);

  const workers = [first.worker, ...others];
  for (const [index, worker] of workers.entries()) {
    const own = all[index];
    must(own !== undefined, 'a receipt for each');
    await worker.live.waitFor((item) => item.type === 'incident.similar-told' && item.recordId === own.incidentId);
    const incident = ok(await worker.client.get<Incident>(`/api/incidents/${own.incidentId}`));
    must(incident.similarCount !== null, 'similar declarations are told');
    must(incident.regionalId === null, 'the regional incident is not told to a facility');
    const neighbour = all[(index + 1) % all.length];
    must(
      (await worker.client.get(`/api/incidents/${neighbour?.incidentId}`)).status === 404,
      'another facility’s record is not found',
    );
    const list = ok(await worker.client.get<{ total: number; items: { facilityId: string }[] }>('/api/incidents'));
    must(
      list.items.every((item) => item.facilityId === ownFacility(worker)),
      'only its own records are listed',
    );
  }
  world.tell(3, 'each facility sees its own record only', 'and that there are similar declarations in the region');
  for (const worker of others) worker.live.disconnect();
}

async function twelveMore(world: World, first: Worker): Promise<Worker[]> {
  const taken = new Set([ownFacility(first)]);
  const workers: Worker[] = [];
  for (const account of withRole(world, 'declarant')) {
    if (workers.length === 12) break;
    if (account.email === first.identity.email) continue;
    const worker = await work(world, account);
    if (taken.has(ownFacility(worker))) worker.live.disconnect();
    else {
      taken.add(ownFacility(worker));
      workers.push(worker);
    }
  }
  must(workers.length === 12, 'twelve more facilities with a declarant');
  return workers;
}

/** A service that is closed since a while, of which nothing was said before. */
export const aCareReport = (part: Partial<CommandInput<'incident.care.report'>['reports'][number]> = {}) => ({
  kind: 'real' as const,
  reports: [
    {
      service: 'emergency' as const,
      status: 'closed' as const,
      since: new Date(Date.now() - 3_600_000).toISOString(),
      until: null,
      transfers: true,
      transferText: 'Vers le CHU, 4 patients',
      note: 'Note interne.',
      replaces: null,
      ...part,
    },
  ],
});
