import type { Actor, CommandResult, IndicatorFormat, IndicatorType } from '#libs/contracts';
import { newId } from '#libs/platform';
import { agent, declarant, declaration } from './rig.js';
import { rig } from './running.js';

export const analyst = agent('analyst');
export type Item = { type: IndicatorType; value: string };

export async function declared(who = declarant(), what?: string) {
  const body = declaration(who.facilityId, what === undefined ? {} : { what });
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', body);
  return { who, incidentId };
}
export const record = (who: Actor, incidentId: string, items: Item[], key?: string) =>
  rig.as(who, 'incident.indicator.record', { incidentId, source: 'typed', items }, key);
export const listed = async (who: Actor, incidentId: string) =>
  (await rig.as(who, 'incident.indicator.list', { incidentId })).items;

export async function uploaded(who: Actor, content: string | Uint8Array): Promise<string> {
  const uploadId = newId();
  const bytes = Buffer.from(content);
  const size = 512 * 1024;
  const count = Math.max(1, Math.ceil(bytes.length / size));
  for (let index = 0; index < count; index += 1) {
    const data = bytes.subarray(index * size, (index + 1) * size).toString('base64');
    await rig.as(who, 'incident.indicator.upload', { uploadId, index, last: index === count - 1, data });
  }
  return uploadId;
}

export async function preview(who: Actor, incidentId: string, content: unknown) {
  const uploadId = await uploaded(who, typeof content === 'string' ? content : JSON.stringify(content));
  return rig.slowly(who, 'incident.indicator.preview', { incidentId, uploadId });
}
export async function imported(who: Actor, incidentId: string, content: unknown) {
  const uploadId = await uploaded(who, typeof content === 'string' ? content : JSON.stringify(content));
  return rig.slowly(who, 'incident.indicator.import', { incidentId, uploadId });
}

export async function exported(who: Actor, incidentId: string, format: IndicatorFormat): Promise<string> {
  let [text, cursor] = ['', undefined as string | undefined];
  do {
    const part: CommandResult<'incident.indicator.export'> = await rig.as(who, 'incident.indicator.export', {
      incidentId,
      format,
      cursor,
    });
    text += part.text;
    cursor = part.next ?? undefined;
  } while (cursor !== undefined);
  return text;
}
