import type { Moment } from '../moment.js';
import type { Found, Reading } from '../source.js';
import { spanOf } from '../span.js';

/** What was sent to the facilities while the incidents lasted, and what they answered. */
export async function advisoryMoments({ subjects, at, scope, advisories }: Reading): Promise<Found> {
  const [first] = subjects;
  if (!first) return { moments: [] };
  const byFacility = new Map(subjects.map((subject) => [subject.facilityId, subject]));
  const { from, until } = spanOf(subjects, at);
  const traces = await advisories.read({ facilityIds: [...byFacility.keys()], kind: first.kind, from, until, at });
  const moments = traces.flatMap(({ advisoryId, reference: advisory, tlp, title, sentAt, recipients }) => {
    const named = { advisory, advisoryId, title: title.fr, titleEn: title.en ?? title.fr };
    const [only] = recipients;
    // To all of them at once: one moment, which says to how many. A facility is told of itself alone.
    const told = scope.kind === 'facility' ? named : { ...named, facilities: recipients.length };
    const sent = { key: `advisory:${advisoryId}`, source: 'advisories', type: 'advisory-sent', at: sentAt } as const;
    const of = byFacility.get(only?.facilityId ?? '') ?? first;
    const isOne = recipients.length === 1;
    const begin: Moment = {
      ...sent,
      recordedAt: sentAt,
      incidentId: isOne ? of.id : null,
      reference: isOne ? of.reference : null,
      facilityId: of.facilityId,
      side: 'agency',
      tlp,
      text: null,
      details: told,
    };
    const answers = recipients.flatMap(({ facilityId, answers: said }) =>
      said.map(({ state, at: answeredAt }, index): Moment => {
        const answering = byFacility.get(facilityId) ?? first;
        return {
          ...{ key: `answer:${advisoryId}:${facilityId}:${index}`, source: 'advisories', type: `advisory-${state}` },
          ...{ at: answeredAt, recordedAt: answeredAt, incidentId: answering.id, reference: answering.reference },
          ...{ facilityId, side: 'facility', tlp, text: null, details: named },
        };
      }),
    );
    return [begin, ...answers];
  });
  return { moments };
}
