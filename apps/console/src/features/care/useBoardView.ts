import { CareService, CareStatus, type Kind } from '#libs/contracts';
import { useAddress } from '../../shared/address/useAddress.js';
import { useConfiguration } from '../../shared/session/session.js';

type Shown = 'territory' | 'service' | 'status' | 'stale' | 'kind' | 'at';

export interface BoardView {
  territory: string;
  service: CareService | null;
  status: CareStatus | null;
  /** Only what nobody has confirmed for long. */
  staleOnly: boolean;
  kind: Kind;
  /** An instant of the past; undefined: now. */
  at: string | undefined;
  change: (part: Partial<Record<Shown, string | null>>) => void;
}

/** What of the board is looked at: it stands in the address, so that it can be shared and comes back as it was. */
export function useBoardView(): BoardView {
  const { territories } = useConfiguration();
  const [search, change] = useAddress();
  const at = new Date(search.get('at') ?? '');
  return {
    territory: search.get('territory') ?? territories[0]?.code ?? '',
    service: CareService.safeParse(search.get('service')).data ?? null,
    status: CareStatus.safeParse(search.get('status')).data ?? null,
    staleOnly: search.get('stale') === 'yes',
    kind: search.get('kind') === 'exercise' ? 'exercise' : 'real',
    at: Number.isNaN(at.getTime()) ? undefined : at.toISOString(),
    change,
  };
}
