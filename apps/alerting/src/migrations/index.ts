import type { Migration } from '#libs/database';
import { CreateServiceTables1795514400000 } from './1795514400000-create-service-tables.js';
import { CreateAdvisory1795514460000 } from './1795514460000-create-advisory.js';
import { CreateBroadcast1795514520000 } from './1795514520000-create-broadcast.js';
import { CreateMail1795514580000 } from './1795514580000-create-mail.js';
import { CreateMailQueue1795514640000 } from './1795514640000-create-mail-queue.js';
import { AddNotices1796041000000 } from './1796041000000-add-notices.js';
import { CreateClockReminder1796050002000 } from './1796050002000-create-clock-reminder.js';
import { AddMailReceipts1796080001000 } from './1796080001000-add-mail-receipts.js';
import { CreateWebhooks1796220000000 } from './1796220000000-create-webhooks.js';
import { MailAboutWebhooks1796221000000 } from './1796221000000-mail-about-webhooks.js';
import { IndexWaitingWebhooks1796280000000 } from './1796280000000-index-waiting-webhooks.js';

export const migrations: readonly Migration[] = [
  CreateServiceTables1795514400000,
  CreateAdvisory1795514460000,
  CreateBroadcast1795514520000,
  CreateMail1795514580000,
  CreateMailQueue1795514640000,
  AddNotices1796041000000,
  CreateClockReminder1796050002000,
  AddMailReceipts1796080001000,
  CreateWebhooks1796220000000,
  MailAboutWebhooks1796221000000,
  IndexWaitingWebhooks1796280000000,
];
