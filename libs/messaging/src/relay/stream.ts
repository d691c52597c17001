import type { ServiceName } from '#libs/contracts';
import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { eventsOf, streamOf } from '../subjects.js';

const HOUR = 3_600_000;
const MEGABYTE = 1_048_576;

/**
 * A producer's stream. It only carries: what it drops, by age, by size or with its whole store, is published again from the table.
 * The duplicate window need not be longer than one publication takes, because every attempt has an id of its own.
 */
const LIMITS = {
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  max_age: nanos(24 * HOUR),
  max_bytes: 256 * MEGABYTE,
  duplicate_window: nanos(10_000),
  num_replicas: 1,
};

/**
 * Makes sure that the producer's stream is there.
 *
 * @returns true when it was not: whatever it carried is gone
 */
export async function ensureStream(manager: JetStreamManager, producer: ServiceName): Promise<boolean> {
  const name = streamOf(producer);
  try {
    await manager.streams.info(name);
    return false;
  } catch (error) {
    if (!isMissingStream(error)) throw error;
  }
  await manager.streams.add({ name, subjects: [eventsOf(producer)], ...LIMITS });
  return true;
}

export const isMissingStream = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound;

export const isMissingConsumer = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound;
