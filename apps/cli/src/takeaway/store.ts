import { type AttachmentStore, attachmentOperator } from '../built-modules.js';
import { OperatorError } from '../command.js';
import { attachmentKeys } from '../secrets.js';
import type { AdminConfig } from '../settings.js';

/** Opens the attachment store. Asked only when there are files: an installation may have none. */
export type OpenStore = () => Promise<AttachmentStore>;

export const storeOf =
  ({ attachmentsDir, secretsFile }: AdminConfig): OpenStore =>
  async () => {
    if (attachmentsDir === undefined)
      throw new OperatorError(
        'There are files on incidents: say in VIGIE_ATTACHMENTS_DIR where the attachment store is, as the incident service has it',
      );
    const store = (await attachmentOperator()).transfer(attachmentsDir, (await attachmentKeys(secretsFile)).join(','));
    if (!store) throw new OperatorError(`${secretsFile} holds master keys that cannot be read`);
    return store;
  };

const UNREADABLE = ['Damaged', 'KeyUnknown'];

/** Whether it is the store that says so of a file, and not a fault of ours. */
export const isOfTheFile = (error: unknown): error is Error =>
  error instanceof Error && UNREADABLE.includes(error.name);
