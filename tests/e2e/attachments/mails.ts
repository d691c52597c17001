import type { MailDraft, MailDraftSummary } from '#libs/contracts';
import { type Client, ok } from '#libs/testing';
import { until } from '../story/world.js';

/** A mail with files, as it lies in a mailbox. */
export function mailWith(subject: string, files: readonly { name: string; content: Uint8Array }[]): string {
  const parts = files.map(({ name, content }) => [
    '--b',
    'Content-Type: application/octet-stream',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ]);
  const head = ['From: garde@ailleurs.example', `Subject: ${subject}`, 'MIME-Version: 1.0'];
  const text = ['--b', 'Content-Type: text/plain; charset=utf-8', '', 'Texte secret'];
  const type = 'Content-Type: multipart/mixed; boundary=b';
  return [...head, type, '', ...text, ...parts.flat(), '--b--', ''].join('\r\n');
}

/** The draft of this subject, when it is as wanted. */
export async function mailDraft(
  client: Client,
  subject: string,
  isWanted: (draft: MailDraft) => boolean,
): Promise<MailDraft> {
  return until(
    async () => {
      const { body } = await client
        .get<{ items: MailDraftSummary[] }>('/api/mail-drafts')
        .catch(() => ({ body: null }));
      const found = body?.items?.find((item) => item.subject === subject);
      const draft = found && ok(await client.get<MailDraft>(`/api/mail-drafts/${found.id}`));
      return draft && isWanted(draft) ? draft : undefined;
    },
    `the mail ${subject}`,
    60_000,
  );
}

/** When all that came with it and was kept is in the store. */
export const storedMail = (client: Client, subject: string): Promise<MailDraft> =>
  mailDraft(client, subject, ({ attachments }) =>
    attachments.every(({ place }) => place === 'stored' || place === 'none'),
  );

/** When the scanner has looked at all of that. */
export const scannedMail = (client: Client, subject: string): Promise<MailDraft> =>
  mailDraft(client, subject, ({ attachments }) =>
    attachments.every(({ place, verdict }) => place === 'none' || (place === 'stored' && verdict !== 'unscanned')),
  );
