import { ownRoutes, type Configuration, type Session } from '#libs/contracts';
import { http, setCsrfToken } from '../api/http.js';
import { liftRemoval } from '../device/device.js';
import { dropLocal, readLocal, writeLocal } from '../draft/store.js';

const CONFIGURATION = 'configuration';
const SESSION = 'session';

async function accepted(session: Session): Promise<Session> {
  setCsrfToken(session.csrfToken);
  // Without the token: the copy only says who was here, so that a draft can be opened without a network.
  await writeLocal('kept', SESSION, { ...session, csrfToken: '' }).catch(() => undefined);
  return session;
}

/** @param sent the same request, where it is under way already */
export const readSession = async (sent?: Promise<Response>) =>
  accepted(await http<Session>({ method: ownRoutes.session.method, url: ownRoutes.session.path, quiet: true, sent }));

export async function openSession(email: string, password: string): Promise<Session> {
  const { method, path: url } = ownRoutes.signIn;
  const session = await accepted(await http<Session>({ method, url, json: { email, password }, quiet: true }));
  await liftRemoval(session.identity.personId);
  return session;
}

export const closeSession = () =>
  http<void>({ method: ownRoutes.signOut.method, url: ownRoutes.signOut.path, quiet: true });

export const keptSession = () => readLocal<Session>('kept', SESSION).catch(() => undefined);

/**
 * Forgets on this device who was signed in. Drafts stay: they belong to the person, who comes back for them; and so does the configuration: it
 * tells the emergency number also while the network is away.
 */
export const forgetSession = () => dropLocal('kept', SESSION).catch(() => undefined);

/** The agency's name, logo, colours; the last known when the network is away. */
export async function readConfiguration(sent: Promise<Response>): Promise<Configuration> {
  try {
    const { method, path } = ownRoutes.configuration;
    const configuration = await http<Configuration>({ method, url: path, quiet: true, timeoutMs: 8_000, sent });
    await writeLocal('kept', CONFIGURATION, configuration).catch(() => undefined);
    return configuration;
  } catch {
    const kept = await readLocal<Configuration>('kept', CONFIGURATION).catch(() => undefined);
    return kept ?? plain;
  }
}

const plain: Configuration = {
  agencyName: '',
  productName: 'Vigie', // eslint-disable-line no-restricted-syntax -- a name, the same in every language
  logo: null,
  colours: {},
  emergencyPhone: null,
  territories: [],
};
