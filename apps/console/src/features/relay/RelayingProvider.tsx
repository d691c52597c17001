import { useCallback, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { announce } from '../../shared/ui/announce.js';
import { RelayingContext, type KeptRelay } from './relaying.js';
import { useRelayTexts } from './useRelayTexts.js';
import { useSendRelays } from './useSendRelays.js';

const PAGE = '/relay';
const none: KeptRelay[] = [];

export function RelayingProvider({ children }: { children: ReactNode }) {
  const t = useRelayTexts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const kept = useDraft<KeptRelay[]>('relays', none);
  const put = kept.put;

  const onReceived = useCallback(
    ({ group, receipt }: KeptRelay) => {
      if (pathname === PAGE || !receipt) return;
      const title = t('received', { reference: receipt.reference });
      announce({ id: group, title, mark: null, label: t('open'), path: PAGE, navigate: (path) => void navigate(path) });
    },
    [navigate, pathname, t],
  );
  const { unanswered, now } = useSendRelays(kept, onReceived);

  const add = (group: string, parts: string[]) => {
    if (kept.value.some((relay) => relay.group === group)) return false;
    const relay = { group, key: newId(), parts, scannedAt: new Date().toISOString(), receipt: null, refusal: null };
    // A camera sees the same code again before the page has been drawn.
    put((old) => (old.some((one) => one.group === group) ? old : [relay, ...old]));
    return true;
  };
  const remove = (group: string) => put((old) => old.filter((relay) => relay.group !== group));
  return <RelayingContext value={{ kept, add, remove, unanswered, now }}>{children}</RelayingContext>;
}
