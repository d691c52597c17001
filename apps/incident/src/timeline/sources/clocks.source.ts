import type { Moment } from '../moment.js';
import type { Found, Reading } from '../source.js';

/** Due times that are ahead, were met, or are past: as they followed from what was known then. */
export async function clockMoments({ subjects, at: asOf, clocks }: Reading): Promise<Found> {
  const read = await clocks.read(subjects, asOf);
  const moments = subjects.flatMap(({ id: incidentId, reference, facilityId, tlp }) =>
    (read.get(incidentId) ?? []).flatMap((clock): Moment[] => {
      const { regime, stage, state, dueAt, metAt, regimeName, stageName } = clock;
      const at = state === 'met' ? metAt : dueAt;
      if (at === null || (state !== 'met' && state !== 'open')) return [];
      const type = state === 'met' ? 'clock-met' : at <= asOf ? 'clock-late' : 'clock-due';
      const details = {
        regime: regimeName.fr,
        regimeEn: regimeName.en,
        stage: stageName.fr,
        stageEn: stageName.en,
        dueAt,
      };
      const key = `clock:${incidentId}:${regime}/${stage}`;
      const moment = { key, source: 'clocks', type, at, recordedAt: asOf, incidentId, reference, facilityId } as const;
      return [{ ...moment, side: null, tlp, text: null, details }];
    }),
  );
  return { moments };
}
