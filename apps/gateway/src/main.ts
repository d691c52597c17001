import { TokenVerifier, readPublicKeys } from '#libs/auth';
import { messagingStrategies } from '#libs/messaging';
import { Clock, loadConfig, startService } from '#libs/platform';
import { gatewayVariables } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { HttpApi } from './http/http-api.js';
import { createAdapter } from './http/http-adapter.js';
import { ConsolePages } from './pages/console.pages.js';

const config = loadConfig(gatewayVariables);
const adapter = createAdapter(config);

await startService({
  service: 'gateway',
  module: GatewayModule.with(config),
  config,
  adapter,
  listen: { host: config.httpHost, port: config.httpPort },
  strategies: (app) =>
    messagingStrategies(app, {
      service: 'gateway',
      verifier: new TokenVerifier(readPublicKeys(config.identityPublicKeys), app.get<Clock>(Clock)),
      // All batches lock the agency's head: more lanes would only wait for each other, with smaller batches.
      lanes: 2,
      batch: 200,
    }),
  configure: async (app) => {
    const server = adapter.getInstance();
    await app.get(HttpApi).register(server);
    await app.get(ConsolePages).register(server);
  },
});
