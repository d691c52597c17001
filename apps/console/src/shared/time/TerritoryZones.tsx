import { createContext, use, type ReactNode } from 'react';
import type { Territory } from '#libs/contracts';

interface Zones {
  territories: readonly Territory[];
  /** The reader's own territory. */
  own: string | null;
}

const ZonesContext = createContext<Zones>({ territories: [], own: null });

export function TerritoryZones({ territories, own, children }: Zones & { children: ReactNode }) {
  return <ZonesContext value={{ territories, own }}>{children}</ZonesContext>;
}

/** Finds the name and IANA zone of a territory; the reader's own when none is given. */
export function useZones(): (territory?: string) => { zone: string; name: string } {
  const { territories, own } = use(ZonesContext);
  return (territory) => territories.find(({ code }) => code === (territory ?? own)) ?? territories[0] ?? ofDevice();
}

/** Where no territory is known, as before the first configuration has come, a time is the device's own. */
function ofDevice() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { zone: timeZone, name: timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone };
}

export const useZone = (territory?: string) => useZones()(territory);

export const useTerritories = () => use(ZonesContext).territories;
