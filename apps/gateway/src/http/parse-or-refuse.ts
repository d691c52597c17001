import { Refusal, type RefusalCode, refusals } from '#libs/contracts';
import { faultPlaces } from '#libs/messaging';
import type { z } from 'zod';

/**
 * Reads what came from outside by its schema.
 *
 * @throws Refusal with every place that is wrong; where the schema's own reason is a refusal of the contract, that one
 */
export function parseOrRefuse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = faultPlaces(parsed.error);
  const [first] = places;
  const isRule = places.length === 1 && first && Object.hasOwn(refusals, first.code);
  throw new Refusal(isRule ? (first.code as RefusalCode) : 'invalid-request', { places });
}
