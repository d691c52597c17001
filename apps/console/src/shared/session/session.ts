import { createContext, use } from 'react';
import type { Configuration, Identity, Session } from '#libs/contracts';

export interface SessionContextValue {
  session: Session | null;
  /** The server no longer knows the session; what is on the screen stays. */
  lost: boolean;
  signedIn: (session: Session) => void;
  signOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionContextValue | null>(null);
export const ConfigurationContext = createContext<Configuration | null>(null);

export function useSession(): SessionContextValue {
  const value = use(SessionContext);
  if (!value) throw new Error('no session provider');
  return value;
}

/** Who is signed in; only for pages behind the sign-in. */
export function useIdentity(): Identity {
  const { session } = useSession();
  if (!session) throw new Error('nobody is signed in');
  return session.identity;
}

export function useConfiguration(): Configuration {
  const value = use(ConfigurationContext);
  if (!value) throw new Error('no configuration');
  return value;
}
