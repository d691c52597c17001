import { TokenVerifier, readPublicKeys } from '#libs/auth';
import { messagingStrategies } from '#libs/messaging';
import { Clock, loadConfig, startService } from '#libs/platform';
import { AlertingModule } from './alerting.module.js';
import { alertingVariables } from './config.js';

const config = loadConfig(alertingVariables);

await startService({
  service: 'alerting',
  module: AlertingModule.with(config),
  config,
  strategies: (app) =>
    messagingStrategies(app, {
      service: 'alerting',
      verifier: new TokenVerifier(readPublicKeys(config.identityPublicKeys), app.get<Clock>(Clock)),
    }),
});
