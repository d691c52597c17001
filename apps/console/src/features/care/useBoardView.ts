import { useSearchParams } from 'react-router';
import { CareService, CareStatus, type Kind } from '#libs/contracts';
import { useConfiguration } from '../../shared/session/session.js';

type Shown = 'territory' | 'service' | 'status' | 'kind' | 'at';

export interface BoardView {
  territory: string;
  service: CareService | null;
  status: CareStatus | null;
  kind: Kind;
  /** An instant of the past; undefined: now. */
  at: string | undefined;
  change: (part: Partial<Record<Shown, string | null>>) => void;
}

/** What of the board is looked at: it stands in the address, so that it can be shared and comes back as it was. */
export function useBoardView(): BoardView {
  const { territories } = useConfiguration();
  const [search, setSearch] = useSearchParams();
  const change = (part: Partial<Record<Shown, string | null>>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(part)) {
          if (value === null || value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const at = new Date(search.get('at') ?? '');
  return {
    territory: search.get('territory') ?? territories[0]?.code ?? '',
    service: CareService.safeParse(search.get('service')).data ?? null,
    status: CareStatus.safeParse(search.get('status')).data ?? null,
    kind: search.get('kind') === 'exercise' ? 'exercise' : 'real',
    at: Number.isNaN(at.getTime()) ? undefined : at.toISOString(),
    change,
  };
}
