import type { Attachment, CommandResult, UploadProgress, Verdict } from '#libs/contracts';
import { type Answer, type Client, ok } from '#libs/testing';
import { newRecordId, until } from '../story/world.js';

/** What every scanner knows; in two parts, so that none finds it here. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
  'latin1',
);

const asBytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

export async function beginAttachment(
  client: Client,
  incidentId: string,
  part: { size: number; id?: string; name?: string; visibility?: string; tlp?: string },
): Promise<string> {
  const id = newRecordId();
  const said = { id, name: 'journal.log', purpose: 'Trace du pare-feu.', ...part };
  ok(await client.post(`/api/incidents/${incidentId}/attachments`, said));
  return said.id;
}

export const sendPart = (
  client: Client,
  incidentId: string,
  attachmentId: string,
  content: string | Uint8Array,
  offset = 0,
): Promise<Answer<UploadProgress>> =>
  client.put(`/api/incidents/${incidentId}/attachments/${attachmentId}/content?offset=${offset}`, asBytes(content));

export const finish = (client: Client, incidentId: string, attachmentId: string): Promise<Answer<Attachment>> =>
  client.post(`/api/incidents/${incidentId}/attachments/${attachmentId}/finish`, {});

/** A whole file, in one part. @returns its id */
export async function attach(
  client: Client,
  incidentId: string,
  content: string | Uint8Array,
  part: { name?: string; visibility?: string; tlp?: string } = {},
): Promise<string> {
  const bytes = asBytes(content);
  const id = await beginAttachment(client, incidentId, { size: bytes.length, ...part });
  ok(await sendPart(client, incidentId, id, bytes));
  ok(await finish(client, incidentId, id));
  return id;
}

export const read = async (client: Client, incidentId: string, attachmentId: string) =>
  ok(
    await client.get<CommandResult<'incident.attachment.get'>>(
      `/api/incidents/${incidentId}/attachments/${attachmentId}`,
    ),
  );

/** When the scanner has looked at it. */
export async function scanned(client: Client, incidentId: string, attachmentId: string): Promise<Attachment> {
  return until(
    async () => {
      const { attachment } = await read(client, incidentId, attachmentId);
      return attachment.verdict === ('unscanned' satisfies Verdict) ? undefined : attachment;
    },
    'a verdict',
    200_000,
  );
}

/** Asks for its bytes and fetches them, as a browser does. */
export async function download(
  client: Client,
  incidentId: string,
  attachmentId: string,
  reason: string | null = null,
): Promise<Response> {
  const path = `/api/incidents/${incidentId}/attachments/${attachmentId}/downloads`;
  const { downloadId } = ok(await client.post<{ downloadId: string }>(path, { reason }));
  return fetch(new URL(`${path}/${downloadId}`, client.baseUrl), { headers: { cookie: client.cookie } });
}
