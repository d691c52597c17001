import {
  type OwnRoute,
  WEBHOOK_VERSION,
  commandContract,
  commandNames,
  eventContract,
  eventTypes,
  ownRoutes,
  webhookData,
  webhookMessage,
  webhookTypes,
} from '#libs/contracts';
import { z } from 'zod';
import type { Schema } from './compatibility.js';

/** The published shape of one contract: what may be sent, and what comes back or out. */
export interface Frozen {
  request: Schema | null;
  answer: Schema | null;
}

const schemaOf = (schema: z.ZodType | null, io: 'input' | 'output'): Schema | null =>
  schema === null ? null : (z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema);

/** Every contract as it stands now, by a stable name. */
export function contractsNow(): Record<string, Frozen> {
  const now: Record<string, Frozen> = {};
  for (const name of commandNames) {
    const contract = commandContract(name);
    now[`command ${name}`] = {
      request: schemaOf(contract.request, 'input'),
      answer: schemaOf(contract.response, 'output'),
    };
  }
  for (const type of eventTypes) {
    const contract = eventContract(type);
    now[`event ${type} v${contract?.schemaVersion}`] = {
      request: null,
      answer: schemaOf(contract?.payload ?? null, 'output'),
    };
  }
  for (const type of webhookTypes) {
    const message = webhookMessage(type, webhookData[type]);
    now[`webhook ${type} v${WEBHOOK_VERSION}`] = { request: null, answer: schemaOf(message, 'output') };
  }
  for (const [name, route] of Object.entries<OwnRoute>(ownRoutes)) {
    now[`route ${name}`] = { request: schemaOf(route.request, 'input'), answer: schemaOf(route.response, 'output') };
  }
  return now;
}
