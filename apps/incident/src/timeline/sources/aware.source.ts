import type { Moment } from '../moment.js';
import type { Reading } from '../source.js';

/** Since when the facility knew, and since when it lasts: both lie before the declaration, and were known with it. */
export const awareMoments = ({ subjects }: Reading): Moment[] =>
  subjects.flatMap(({ id, reference, facilityId, awareAt, since, recordedAt, standing }) => {
    const rest = { recordedAt, incidentId: id, reference, facilityId, side: 'facility', tlp: standing.tlp } as const;
    const moment = (type: string, at: string): Moment => ({
      ...{ key: `${type}:${id}`, source: 'incident', type, at, text: null, details: {} },
      ...rest,
    });
    return [moment('aware', awareAt), ...(since === null ? [] : [moment('since', since)])];
  });
