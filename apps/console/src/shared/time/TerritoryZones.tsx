import { createContext, use, type ReactNode } from 'react';
import type { Territory } from '#libs/contracts';
import { PARIS } from './zones.js';

interface Zones {
  territories: readonly Territory[];
  /** The reader's own territory. */
  own: string | null;
}

const ZonesContext = createContext<Zones>({ territories: [], own: null });

export function TerritoryZones({ territories, own, children }: Zones & { children: ReactNode }) {
  return <ZonesContext value={{ territories, own }}>{children}</ZonesContext>;
}

/** Name and IANA zone of a territory; the reader's own when none is given. */
export function useZone(territory?: string): { zone: string; name: string } {
  const { territories, own } = use(ZonesContext);
  const found = territories.find(({ code }) => code === (territory ?? own)) ?? territories[0];
  return found ?? { zone: PARIS, name: 'Paris' };
}

export const useTerritories = () => use(ZonesContext).territories;
