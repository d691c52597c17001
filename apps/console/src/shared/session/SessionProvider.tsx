import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Session } from '#libs/contracts';
import { leaveDevice } from '../device/leave.js';
import { setCsrfToken, watchSession } from '../api/http.js';
import { chosenLocale, switchLocale } from '../i18n/i18n.js';
import { closeSession, readSession, forgetSession } from './api.js';
import { SessionContext } from './session.js';

/** `first` is what the start found: a session, the copy of one when the network is away, or nobody. */
export function SessionProvider({ first, children }: { first: Session | null; children: ReactNode }) {
  const client = useQueryClient();
  const [session, setSession] = useState(first);
  const [lost, setLost] = useState(false);

  const signedIn = useCallback(
    (next: Session) => {
      if (session && session.identity.personId !== next.identity.personId) client.clear();
      setSession(next);
      setLost(false);
      if (!chosenLocale()) void switchLocale(next.identity.locale, false);
      void client.invalidateQueries();
    },
    [client, session],
  );

  const signOut = useCallback(async () => {
    if (session) await leaveDevice(session.identity.personId);
    await closeSession().catch(() => undefined);
    await forgetSession();
    sessionStorage.clear();
    setCsrfToken('');
    client.clear();
    setSession(null);
    setLost(false);
  }, [client, session]);

  useEffect(() => {
    watchSession(
      () => setLost(true),
      async () => signedInQuietly(await readSession()),
    );
    function signedInQuietly(next: Session) {
      setSession(next);
      setLost(false);
    }
    // A session opened from the copy has no CSRF token yet: fetched as soon as the network is back.
    const back = () =>
      void readSession().then(signedInQuietly, (error: { status?: number }) => {
        if (error.status === 401) setLost(true);
      });
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, []);

  return (
    <SessionContext value={{ session, lost: lost && session !== null, signedIn, signOut }}>{children}</SessionContext>
  );
}
