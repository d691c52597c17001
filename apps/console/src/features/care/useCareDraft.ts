import { useState } from 'react';
import type { CareService, CareSheet, CareStatus, CareSuggestion } from '#libs/contracts';
import { type Draft, useDraft } from '../../shared/draft/useDraft.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { useNow } from '../../shared/time/useNow.js';
import { type CareEntry, changed, entryOf } from './entry.js';

export interface CareDraft extends Draft<CareEntry[]> {
  add: (service: CareService) => void;
  remove: (service: CareService) => void;
  change: (service: CareService, part: Partial<CareEntry>) => void;
  /** Begins with what declarations name; every state can still be changed. */
  begin: (suggestions: readonly CareSuggestion[]) => void;
  /** Takes what stands now for what was seen. */
  renew: () => void;
}

/** What somebody is about to say of several services, kept on the device. */
export function useCareDraft({ facilityId, kind, reports }: CareSheet, territory: string): CareDraft {
  const [none] = useState<CareEntry[]>([]);
  const draft = useDraft(`care:${facilityId}:${kind}`, none);
  const { zone } = useZone(territory);
  const now = useNow();
  const reportOf = (service: CareService) => reports.find((one) => one.service === service);
  const standing = (service: CareService) => ({ report: reportOf(service), now, zone });
  const withOne = (entries: CareEntry[], service: CareService, status: CareStatus | null = null) =>
    entries.some((one) => one.service === service)
      ? entries
      : [...entries, entryOf(service, status, standing(service))];

  return {
    ...draft,
    add: (service) => draft.set((old) => withOne(old, service)),
    remove: (service) => draft.set((old) => old.filter((one) => one.service !== service)),
    change: (service, part) =>
      draft.set((old) => old.map((one) => (one.service === service ? changed(one, part, standing(service)) : one))),
    begin: (suggestions) =>
      draft.set((old) => suggestions.reduce((all, { service, status }) => withOne(all, service, status), old)),
    renew: () => draft.set((old) => old.map((one) => ({ ...one, replaces: reportOf(one.service)?.id ?? null }))),
  };
}
