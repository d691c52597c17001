import { type ConfigOf, variable } from '#libs/platform';
import { z } from 'zod';

/** What `migrate`, `seed` and `doctor` read; the local stack and the compose file set them. */
export const adminVariables = {
  adminDatabaseUrl: variable(
    'VIGIE_ADMIN_DATABASE_URL',
    z.url({ protocol: /^postgres(ql)?$/ }),
    'the address of a superuser, postgresql://postgres:<password>@<host>:<port>/postgres',
  ),
  databaseName: variable(
    'VIGIE_DATABASE_NAME',
    z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .default('vigie'),
    'the name of the database: lower-case letters, digits and _',
  ),
  secretsFile: variable('VIGIE_SECRETS_FILE', z.string().min(1), 'the path of the file with the passwords and keys'),
  dataFolder: variable('VIGIE_DATA', z.string().min(1), 'the folder in which the platform keeps its own files'),
  attachmentsDir: variable(
    'VIGIE_ATTACHMENTS_DIR',
    z.string().startsWith('/').optional(),
    'the folder of the attachment store, as the incident service has it',
  ),
  natsStore: variable(
    'VIGIE_NATS_STORE',
    z.string().optional(),
    'the folder in which NATS keeps its store, when it is on this machine',
  ),
} as const;

export type AdminConfig = ConfigOf<typeof adminVariables>;
