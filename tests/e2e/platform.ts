import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Platform as RealPlatform,
  type TestImap,
  startPlatform as startRealPlatform,
  startTestImap,
} from '#libs/testing';
import { mailboxVariables } from './mailbox/variables.js';
import type { World } from './story/world.js';

const ROOT = join(import.meta.dirname, '../..');
const OWN_CSAF = join(ROOT, 'deploy/seed/csaf/vigie-2026-0001.json');

/** A running platform with the world in which the story plays. */
export interface Platform extends RealPlatform {
  world: World;
}

/**
 * Starts the platform; the story's CSAF document is the given file, else the one written for the project.
 *
 * @param options.mailbox with a mailbox for declarations, on an IMAP server of its own
 * @param options.durable whether the database waits for the disk, as the doctor wants it to
 */
export async function startPlatform(
  options: {
    environment?: Record<string, string>;
    csafFile?: string;
    tell?: World['tell'];
    mailbox?: boolean;
    durable?: boolean;
  } = {},
): Promise<Platform> {
  const mailbox: TestImap | null = options.mailbox ? await startTestImap() : null;
  const platform = await startRealPlatform(
    { ...options.environment, ...(mailbox && mailboxVariables(mailbox)) },
    { durable: options.durable ?? false },
  );
  const file = options.csafFile ?? OWN_CSAF;
  if (!existsSync(file)) throw new Error(`there is no CSAF document at ${file}`);
  return {
    ...platform,
    async stop() {
      await platform.stop();
      await mailbox?.close();
    },
    world: {
      baseUrl: platform.baseUrl,
      accounts: platform.accounts,
      mails: platform.mails,
      async mailTo(mail) {
        if (!mailbox) throw new Error('this platform has no mailbox');
        await mailbox.deliver(mail);
      },
      csaf: readFileSync(file),
      tell: options.tell ?? (() => undefined),
    },
  };
}
