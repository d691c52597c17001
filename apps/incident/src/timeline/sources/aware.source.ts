import type { Moment } from '../moment.js';
import type { Found, Reading } from '../source.js';

/** Since when the facility knew, and since when it lasts: both lie before the declaration, and were known with it. */
export function awareMoments({ subjects }: Reading): Found {
  const moments = subjects.flatMap(({ id, reference, facilityId, awareAt, since, recordedAt, tlp }) => {
    const rest = { recordedAt, incidentId: id, reference, facilityId, side: 'facility', tlp } as const;
    const moment = (type: string, at: string): Moment => ({
      ...{ key: `${type}:${id}`, source: 'incident', type, at, text: null, details: {} },
      ...rest,
    });
    return [moment('aware', awareAt), ...(since === null ? [] : [moment('since', since)])];
  });
  return { moments };
}
