import type { CommandInput, Refusal } from '#libs/contracts';
import { expect } from '@jest/globals';
import { newId } from '#libs/platform';
import { analyst, approver, rig } from './running.js';

export const TITLE = 'Coupez la télémaintenance';
export const BODY = 'Isolez le serveur avant midi.';
export const hospitals = { categories: ['hospital' as const] };

export const draft = (
  part: Partial<CommandInput<'alerting.advisory.save'>> = {},
): CommandInput<'alerting.advisory.save'> => ({
  id: newId(),
  tlp: 'GREEN',
  texts: { fr: { title: TITLE, body: BODY }, en: { title: 'Cut remote access', body: 'Isolate the server by noon.' } },
  respondBy: null,
  csafId: null,
  regionalId: null,
  audience: hospitals,
  ...part,
});

export async function submitted(part: Partial<CommandInput<'alerting.advisory.save'>> = {}) {
  const { advisoryId, reference } = await rig.as(analyst, 'alerting.advisory.save', draft(part));
  await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
  return { advisoryId, reference };
}

export async function sent(part: Partial<CommandInput<'alerting.advisory.save'>> = {}, expectedCount = 2) {
  const advisory = await submitted(part);
  await rig.as(approver, 'alerting.advisory.approve', { advisoryId: advisory.advisoryId, expectedCount });
  return advisory;
}

export const refused = (code: Refusal['code'], params: object = {}) => expect.objectContaining({ code, ...params });
