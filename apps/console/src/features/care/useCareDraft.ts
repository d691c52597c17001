import { useState } from 'react';
import type { CareService, CareSheet, CareStatus, CareSuggestion } from '#libs/contracts';
import { type Draft, useDraft } from '../../shared/draft/useDraft.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { useNow } from '../../shared/time/useNow.js';
import { toLocalInput } from '../../shared/time/zones.js';

/** What is typed of one service. */
export interface CareEntry {
  service: CareService;
  status: CareStatus | null;
  /** As the territory's wall clock shows it. */
  since: string;
  until: string;
  transfers: 'yes' | 'no';
  transferText: string;
  note: string;
  replaces: string | null;
}

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
  const standing = (service: CareService) => reports.find((one) => one.service === service);

  const entryOf = (service: CareService, status: CareStatus | null): CareEntry => {
    const known = standing(service);
    const wall = (at: string | null) => (at === null ? '' : toLocalInput(new Date(at), zone));
    return {
      service,
      status: status ?? known?.status ?? null,
      since: wall(known?.since ?? now.toISOString()),
      until: wall(known?.until ?? null),
      transfers: known?.transfers ? 'yes' : 'no',
      transferText: known?.transferText ?? '',
      note: known?.note ?? '',
      replaces: known?.id ?? null,
    };
  };
  const withOne = (entries: CareEntry[], service: CareService, status: CareStatus | null = null) =>
    entries.some((one) => one.service === service) ? entries : [...entries, entryOf(service, status)];

  return {
    ...draft,
    add: (service) => draft.set((old) => withOne(old, service)),
    remove: (service) => draft.set((old) => old.filter((one) => one.service !== service)),
    change: (service, part) =>
      draft.set((old) => old.map((one) => (one.service === service ? { ...one, ...part } : one))),
    begin: (suggestions) =>
      draft.set((old) => suggestions.reduce((all, { service, status }) => withOne(all, service, status), old)),
    renew: () => draft.set((old) => old.map((one) => ({ ...one, replaces: standing(one.service)?.id ?? null }))),
  };
}
