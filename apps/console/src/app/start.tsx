// First of all: see there.
import './jitless.js';
import '../shared/theme/mantine.css';
import '../shared/theme/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import type { Configuration, Session } from '#libs/contracts';
import { asApiError } from '../shared/api/ApiError.js';
import { makeQueryClient } from '../shared/api/client.js';
import { keptSession, readConfiguration, readSession } from '../shared/session/api.js';
import { ConfigurationContext } from '../shared/session/session.js';
import { SessionProvider } from '../shared/session/SessionProvider.js';
import { printLight } from '../shared/theme/printLight.js';
import { styleNonce } from '../shared/theme/styleNonce.js';
import { makeTheme, makeVariables } from '../shared/theme/theme.js';
import { later } from '../shared/ui/later.js';
import { standing } from '../shared/ui/standing.js';
import { useUi } from '../shared/ui/useUi.js';
import { Door } from './Door.js';
import type { Early } from './early.js';
import { LastResort } from './LastResort.js';
import { keepFilesForOffline } from './offline.js';

/** Who was signed in: asked of the gateway; without an answer, whoever was here last may still write a declaration. */
async function firstSession(sent: Promise<Response>): Promise<Session | null> {
  try {
    return await readSession(sent);
  } catch (error) {
    return asApiError(error)?.passing ? ((await keptSession()) ?? null) : null;
  }
}

const Toasts = later(async () => (await import('./Toasts.js')).Toasts, { after: standing });

function Application({ configuration, first }: { configuration: Configuration; first: Session | null }) {
  const client = useMemo(() => makeQueryClient(), []);
  const close = useUi()('close');
  const theme = useMemo(() => makeTheme(configuration.colours, close), [configuration, close]);
  const variables = useMemo(() => makeVariables(configuration.colours), [configuration]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <ConfigurationContext value={configuration}>
          <SessionProvider first={first}>
            <Toasts />
            <Door />
          </SessionProvider>
        </ConfigurationContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

export async function start(early: Early) {
  const root = document.getElementById('root');
  if (!root) throw new Error('no root element');
  const [configuration, first] = await Promise.all([
    readConfiguration(early.configuration),
    firstSession(early.session),
  ]);
  createRoot(root).render(
    <StrictMode>
      <LastResort>
        <Application configuration={configuration} first={first} />
      </LastResort>
    </StrictMode>,
  );
  // Text is read in the system's typeface until its own is there: that is no reason to wait with the form.
  void standing().then(() => import('../shared/theme/font.js'));
  keepFilesForOffline();
  printLight();
}
