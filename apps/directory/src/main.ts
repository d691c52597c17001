import { TokenVerifier, readPublicKeys } from '#libs/auth';
import { messagingStrategies } from '#libs/messaging';
import { Clock, loadConfig, startService } from '#libs/platform';
import { directoryVariables } from './config.js';
import { DirectoryModule } from './directory.module.js';

const config = loadConfig(directoryVariables);

await startService({
  service: 'directory',
  module: DirectoryModule.with(config),
  config,
  strategies: (app) =>
    messagingStrategies(app, {
      service: 'directory',
      verifier: new TokenVerifier(readPublicKeys(config.identityPublicKeys), app.get<Clock>(Clock)),
    }),
});
