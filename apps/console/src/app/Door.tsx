import { RouterProvider } from 'react-router/dom';
import { useMemo } from 'react';
import { ShortcutsProvider } from '../shared/keyboard/Shortcuts.js';
import { LiveProvider } from '../shared/live/LiveProvider.js';
import { useConfiguration, useSession } from '../shared/session/session.js';
import { TerritoryZones } from '../shared/time/TerritoryZones.js';
import { later } from '../shared/ui/later.js';
import { makeRouter } from './routes.js';

const SignInPage = later(async () => (await import('../features/sign-in/SignInPage.js')).SignInPage);
const SamuPage = later(async () => (await import('../features/care/SamuPage.js')).SamuPage);
const SignInAgain = later(async () => (await import('../features/sign-in/SignInAgain.js')).SignInAgain);

/** Lets people in. The address asked for stays, and a session that ends leaves the page as it is, behind the sign-in. */
export function Door() {
  const { session, lost } = useSession();
  const { territories } = useConfiguration();
  const token = samuToken();
  if (token !== null) {
    return (
      <TerritoryZones territories={territories} own={territories[0]?.code ?? null}>
        <SamuPage token={token} />
      </TerritoryZones>
    );
  }
  if (!session) return <SignInPage />;
  const own = session.identity.facilities[0]?.territory ?? territories[0]?.code ?? null;
  return (
    <TerritoryZones territories={territories} own={own}>
      <LiveProvider>
        <ShortcutsProvider>
          <Rooms key={session.identity.personId} />
          {lost && <SignInAgain email={session.identity.email} />}
        </ShortcutsProvider>
      </LiveProvider>
    </TerritoryZones>
  );
}

/** The one page that nobody signs in for: its address is the key. */
const samuToken = () => /^\/samu\/([^/]+)$/.exec(location.pathname)?.[1] ?? null;

function Rooms() {
  const { session } = useSession();
  const identity = session?.identity;
  const router = useMemo(() => identity && makeRouter(identity), [identity?.personId]); // eslint-disable-line react-hooks/exhaustive-deps -- a new router would reload the page at hand
  return router ? <RouterProvider router={router} /> : null;
}
