import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OperatorError } from './command.js';

const Secrets = z.object({ database: z.record(z.string(), z.string().min(1)) });
type Secrets = z.infer<typeof Secrets>;

/** Reads the passwords of the login roles. */
export async function readSecrets(file: string): Promise<Secrets> {
  try {
    return Secrets.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? 'it holds no passwords of login roles' : (error as Error).message;
    throw new OperatorError(`The secrets file ${file} cannot be used: ${reason}. VIGIE_SECRETS_FILE names it.`);
  }
}
