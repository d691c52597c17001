import type { Moment } from '../moment.js';
import type { Reading } from '../source.js';

/** Due times that are ahead, were met, or are past: as they followed from what was known then. */
export async function clockMoments({ subjects, at: asOf, clocks }: Reading): Promise<Moment[]> {
  const read = await clocks.read(subjects, asOf);
  return subjects.flatMap(({ id: incidentId, reference, facilityId, standing }) =>
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
      return [{ ...moment, side: null, tlp: standing.tlp, text: null, details }];
    }),
  );
}
