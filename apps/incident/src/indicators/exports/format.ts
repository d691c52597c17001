import type { IndicatorType, Tlp } from '#libs/contracts';

/** A sighting as it leaves. */
export interface Exported {
  id: string;
  type: IndicatorType;
  value: string;
  tlp: Tlp;
  note: string | null;
  forDetection: boolean;
  source: string;
  recordedAt: string;
}

/** What the file says of the whole. */
export interface Heading {
  incidentId: string;
  reference: string;
  tlp: Tlp;
  /** Of the incident: two exports of the same indicators are the same bytes. */
  recordedAt: string;
  agencyName: string;
  /** Labels that occur. */
  tlps: readonly Tlp[];
}

/** How a file is written, part by part: `begin`, the items with `between` between them, `end`. */
export interface Format {
  extension: string;
  mediaType: string;
  begin: (heading: Heading) => string;
  item: (exported: Exported, heading: Heading) => string;
  between: string;
  end: string;
}
