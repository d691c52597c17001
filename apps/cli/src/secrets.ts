import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OperatorError } from './command.js';

const Secrets = z.object({
  database: z.record(z.string(), z.string().min(1)),
  attachments: z.array(z.string()).default([]),
});
type Secrets = z.infer<typeof Secrets>;

/** The master keys of stored files, the newest first. @throws OperatorError when there is none */
export async function attachmentKeys(file: string): Promise<string[]> {
  const { attachments } = await readSecrets(file);
  if (attachments.length === 0) throw new OperatorError(`${file} holds no master key of attachments`);
  return attachments;
}

/** Reads the passwords of the login roles. */
export async function readSecrets(file: string): Promise<Secrets> {
  try {
    return Secrets.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? 'it holds no passwords of login roles' : (error as Error).message;
    throw new OperatorError(`The secrets file ${file} cannot be used: ${reason}. VIGIE_SECRETS_FILE names it.`);
  }
}
