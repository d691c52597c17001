import { type Database, rows } from '#libs/database';
import type { Clock, Logger } from '#libs/platform';

/** Since how many seconds a consumer owes an answer to its oldest event of this producer. */
export interface DeliveryAge {
  consumer: string;
  seconds: number;
}

export interface UpkeepOptions {
  service: string;
  database: Database;
  clock: Clock;
  logger: Logger;
  /** Gets the ages every 15 seconds: the hook of the gauge. A consumer that owes nothing is not among them. */
  onAges?: (ages: readonly DeliveryAge[]) => void;
}

const RELAY = { kind: 'relay' } as const;
const AGES_EVERY = 15_000;
const PARTITIONS_EVERY = 3_600_000;
/** Seconds from which an open delivery is worth a warning. */
const ALARM = 60;

/** Reads the age of the oldest delivery that is not closed, by consumer. */
export function readDeliveryAges({
  database,
  service,
  clock,
}: Pick<UpkeepOptions, 'database' | 'service' | 'clock'>): Promise<DeliveryAge[]> {
  return database.transaction(RELAY, (tx) =>
    rows<DeliveryAge>(
      tx,
      `SELECT consumer, greatest(0, extract(epoch FROM $2::timestamptz - min(opened_at)))::float8 AS seconds
       FROM messaging.delivery WHERE producer = $1 AND state <> 'closed' GROUP BY consumer`,
      [service, clock.instant()],
    ),
  );
}

/** Keeps the outbox's partitions ahead of the days, and an eye on what is not confirmed. */
export class Upkeep {
  private timers: NodeJS.Timeout[] = [];
  private readonly late = new Set<string>();

  constructor(private readonly options: UpkeepOptions) {}

  start(): void {
    this.timers = [
      this.every(AGES_EVERY, 'the age of deliveries could not be read', () => this.watch()),
      this.every(PARTITIONS_EVERY, 'partitions could not be kept', () => this.keepPartitions()),
    ];
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async watch(): Promise<void> {
    const ages = await readDeliveryAges(this.options);
    this.options.onAges?.(ages);
    const late = ages.filter(({ seconds }) => seconds >= ALARM);
    for (const { consumer, seconds } of late) {
      if (!this.late.has(consumer))
        this.options.logger.warn({ consumer, seconds }, 'a consumer is late with its events');
    }
    this.late.clear();
    for (const { consumer } of late) this.late.add(consumer);
  }

  private async keepPartitions(): Promise<void> {
    const { database, clock } = this.options;
    await database.transaction(RELAY, (tx) =>
      rows(tx, 'SELECT messaging.maintain_partitions($1::date)', [clock.instant().slice(0, 10)]),
    );
  }

  private every(milliseconds: number, complaint: string, work: () => Promise<void>): NodeJS.Timeout {
    const run = (): void => {
      work().catch((error: unknown) => this.options.logger.warn({ err: error }, complaint));
    };
    run();
    return setInterval(run, milliseconds);
  }
}
