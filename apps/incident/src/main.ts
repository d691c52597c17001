import { TokenVerifier, readPublicKeys } from '#libs/auth';
import { messagingStrategies } from '#libs/messaging';
import { Clock, loadConfig, startService } from '#libs/platform';
import { incidentVariables } from './config.js';
import { IncidentModule } from './incident.module.js';

const config = loadConfig(incidentVariables);

await startService({
  service: 'incident',
  module: IncidentModule.with(config),
  config,
  strategies: (app) =>
    messagingStrategies(app, {
      service: 'incident',
      verifier: new TokenVerifier(readPublicKeys(config.identityPublicKeys), app.get<Clock>(Clock)),
    }),
});
