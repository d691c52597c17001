import { TokenVerifier, readPublicKeys } from '#libs/auth';
import { messagingStrategies } from '#libs/messaging';
import { Clock, loadConfig, startService } from '#libs/platform';
import { AssetInventoryModule } from './asset-inventory.module.js';
import { inventoryVariables } from './config.js';

const SERVICE = 'asset-inventory';
const config = loadConfig(inventoryVariables);

await startService({
  service: SERVICE,
  module: AssetInventoryModule.with(config),
  config,
  strategies: (app) =>
    messagingStrategies(app, {
      service: SERVICE,
      verifier: new TokenVerifier(readPublicKeys(config.identityPublicKeys), app.get<Clock>(Clock)),
    }),
});
