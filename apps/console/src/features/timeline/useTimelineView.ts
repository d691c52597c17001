import { Tlp, TimelineSource } from '#libs/contracts';
import { oneOf, someOf, useFilters } from '../../shared/table/useFilters.js';

const instantIn = (text: string): string | undefined => {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

/** What of the timeline is looked at: it stands in the address, so that it can be shared and comes back as it was. */
export function useTimelineView() {
  const { values, set } = useFilters(['at', 'from', 'to', 'source', 'upTo'] as const);
  const source = someOf(TimelineSource.options, values.source);
  const looking = {
    at: instantIn(values.at),
    from: instantIn(values.from),
    to: instantIn(values.to),
    source: source.length > 0 ? source : undefined,
    upTo: oneOf(Tlp.options, values.upTo),
  };
  return { looking, set };
}

export type TimelineView = ReturnType<typeof useTimelineView>;
