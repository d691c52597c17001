import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Identity } from '#libs/contracts';
import { useEnrolment } from '../../shared/device/useEnrolment.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { announce } from '../../shared/ui/announce.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { DeclaringContext } from './declaring.js';
import { deliver } from './deliver.js';
import { newDraft, type Declared } from './draft.js';
import { useDeclareTexts } from './useDeclareTexts.js';
import { useSending } from './useSending.js';

const PAGE = '/declare';
const TOUCHES = ['incidents'] as const;

export function DeclaringProvider({ children }: { children: ReactNode }) {
  const facilities = facilitiesWhere(useIdentity(), 'incident.declare');
  return facilities.length === 0 ? children : <Declarer facilities={facilities}>{children}</Declarer>;
}

function Declarer({ facilities, children }: { facilities: Identity['facilities']; children: ReactNode }) {
  const t = useDeclareTexts();
  const w = useWords();
  useEnrolment();
  const { displayName } = useIdentity();
  const { zone } = useZone(facilities[0]!.territory);
  const only = facilities.length === 1 ? facilities[0]!.id : '';
  const make = useCallback(() => newDraft(only, displayName, new Date(), zone), [only, displayName, zone]);
  const [start] = useState(make);
  const draft = useDraft('declaration', start);
  const last = useDraft<Declared | null>('declared', null);
  const [arrivedIn, setArrivedIn] = useState<string | null>(null);
  const location = useLocation();
  const place = useRef(location);
  const navigate = useNavigate();
  useEffect(() => {
    place.current = location;
  }, [location]);

  const clear = draft.clear;
  const keep = last.put;
  const startOver = useCallback(() => clear(make()), [clear, make]);
  const onReceived = useCallback(
    (declared: Declared) => {
      keep(declared);
      startOver();
      if (place.current.pathname === PAGE) {
        setArrivedIn(place.current.key);
        return;
      }
      const { incidentId, reference } = declared.receipt;
      announce({
        id: incidentId,
        title: t('received', { reference }),
        label: t('receipt.follow'),
        mark: declared.kind === 'exercise' ? w('exercise') : null,
        path: `/incidents/${incidentId}`,
        navigate: (path) => void navigate(path),
      });
    },
    [keep, startOver, navigate, t, w],
  );
  const sender = useSending(draft, { deliver, onReceived, touches: TOUCHES });

  // Opened and left untouched, the form says the hour of its last opening.
  const { pathname } = location;
  const untouched = draft.ready && draft.state === 'empty';
  useEffect(() => {
    if (pathname === PAGE && untouched) startOver();
  }, [pathname, untouched, startOver]);

  return (
    <DeclaringContext value={{ facilities, draft, ...sender, startOver, last, arrivedIn }}>{children}</DeclaringContext>
  );
}
