import { broadcast } from './advise.js';
import { correlate, declare, lead } from './declare.js';
import { matchAssets } from './inventory.js';
import { type World, must, withRole, work } from './world.js';

/** Plays the platform's main job from the first declaration to the last acknowledgement. @throws at the first step that fails. */
export async function playStory(world: World): Promise<void> {
  const [declarantAccount, secondAccount] = withRole(world, 'declarant');
  const [analystAccount] = withRole(world, 'analyst');
  must(declarantAccount !== undefined && secondAccount !== undefined && analystAccount !== undefined, 'demo accounts');
  const analyst = await work(world, analystAccount);
  const declarant = await work(world, declarantAccount);
  const second = await work(world, secondAccount);

  const receipt = await declare(world, declarant);
  await lead(world, analyst, declarant, receipt);
  await correlate(world, analyst, { worker: declarant, receipt });
  const { csafId } = await matchAssets(world, analyst);
  await broadcast(world, analyst, csafId, [declarant, second]);
  for (const worker of [analyst, declarant, second]) worker.live.disconnect();
}
