import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { ScannerState } from '#libs/contracts';
import { Database } from '#libs/database';
import { Clock, Health, Metrics, Rounds } from '#libs/platform';
import { ATTACHMENTS, type AttachmentSettings, SCANNER, type ScannerSettings } from '../attachment.settings.js';
import { Clamd } from './clamd.js';
import { ATTEMPTS, FileScan } from './file.scan.js';
import { gaugesIn } from './gauges.js';
import { Rescan } from './rescan.js';
import { countWaiting } from './scan.store.js';
import { engineIn, signaturesIn } from './verdict.js';

const SYSTEM = { kind: 'system' } as const;
/** Milliseconds between two looks at what waits, and at the scanner itself. */
const ROUNDS = { interval: 2_000, pause: 50 };
const SIGNATURES = /\.(cvd|cld|cud|hdb|hsb|ndb|ldb|mdb|msb|fp|db|yar)$/;

const UNKNOWN: Seen = { state: 'off', engine: null, signaturesAt: null, isOwn: false };

interface Seen {
  state: ScannerState['state'];
  engine: string | null;
  signaturesAt: Date | null;
  /** Its signatures tell their age by their files alone. */
  isOwn: boolean;
}

/** Has files looked at for as long as the service lives. While clamd is down they wait, and count as not scanned. */
@Injectable()
export class Scanner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Rounds({ work: () => this.round(), ...ROUNDS });
  private readonly clamd: Clamd | null;
  /** Before the first look nothing is known, and nothing is wrong. */
  private last: Seen = UNKNOWN;
  private looked = false;
  /** Of which age the signatures are that clamd was told to read. */
  private read: number | undefined;
  /** By which signatures clamd judges at least. */
  private known: Date | null = null;
  /** Files that were offered in vain so often that somebody should look. */
  private stuck = 0;
  private readonly gauges: ReturnType<typeof gaugesIn>;

  constructor(
    @Inject(ATTACHMENTS) private readonly store: AttachmentSettings | null,
    @Inject(SCANNER) private readonly settings: ScannerSettings,
    @Inject(Database) private readonly database: Database,
    @Inject(FileScan) private readonly scan: FileScan,
    @Inject(Rescan) private readonly rescan: Rescan,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Health) private readonly health: Health,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.gauges = gaugesIn(metrics);
    this.clamd = settings.clamd === null ? null : new Clamd(settings.clamd);
  }

  onApplicationBootstrap(): void {
    if (!this.store) return;
    this.watch();
    this.rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.store) await Promise.all([this.rounds.stop(), this.rescan.stop()]);
  }

  /** A file has come. */
  nudge(): void {
    this.rounds.nudge();
  }

  async state(): Promise<ScannerState> {
    const [seen, counted] = await Promise.all([this.look(), this.count()]);
    const { state, engine, signaturesAt } = seen;
    return {
      state,
      engine,
      signaturesAt: signaturesAt?.toISOString() ?? null,
      outdated: this.isOutdated(seen),
      ...counted,
    };
  }

  private watch(): void {
    this.health.registerAlarm('scanner', () => this.looked && this.last.state !== 'up');
    this.health.registerAlarm('signatures', () => this.last.state === 'up' && this.isOutdated(this.last));
    this.health.registerAlarm('scans', () => this.stuck > 0);
  }

  private async round(): Promise<void> {
    this.last = await this.look();
    this.looked = true;
    if (this.clamd && this.last.state === 'up') await this.work(this.clamd, this.last);
    const { age, up, waiting, stuck } = this.gauges;
    age.set(this.age(this.last));
    up.set(this.last.state === 'up' ? 1 : 0);
    const counted = await this.count().catch(() => null);
    if (!counted) return;
    waiting.set(counted.waiting);
    stuck.set(counted.stuck);
    this.stuck = counted.stuck;
  }

  private count(): ReturnType<typeof countWaiting> {
    return this.database.transaction(SYSTEM, (tx) => countWaiting(tx, ATTEMPTS));
  }

  private async work(clamd: Clamd, { signaturesAt, isOwn }: Seen): Promise<void> {
    if (isOwn && !(await this.hasRead(clamd, signaturesAt))) return;
    this.known = signaturesAt;
    this.rescan.goOn(clamd, () => this.known);
    await this.scan.all(clamd, signaturesAt);
  }

  /** Signatures of one's own clamd reads when it is told to, or after ten minutes: until then what it finds is not by them. */
  private async hasRead(clamd: Clamd, signaturesAt: Date | null): Promise<boolean> {
    if (signaturesAt === null || signaturesAt.getTime() === this.read) return true;
    const isTold = await clamd.reload().then(
      () => true,
      () => false,
    );
    if (isTold) this.read = signaturesAt.getTime();
    return false;
  }

  private async look(): Promise<Seen> {
    if (!this.clamd) return UNKNOWN;
    try {
      const version = await this.clamd.version();
      const told = signaturesIn(version);
      const signaturesAt = told ?? (await this.newestFile());
      return { state: 'up', engine: engineIn(version), signaturesAt, isOwn: told === null };
    } catch {
      return { ...this.last, state: 'down' };
    }
  }

  /** Signatures of one's own have no date but their files'. */
  private async newestFile(): Promise<Date | null> {
    const { database } = this.settings;
    if (database === null) return null;
    const names = (await readdir(database).catch(() => [])).filter((name) => SIGNATURES.test(name));
    const times = await Promise.all(names.map(async (name) => (await stat(join(database, name))).mtimeMs));
    return times.length === 0 ? null : new Date(Math.max(...times));
  }

  private isOutdated({ state, signaturesAt }: Seen): boolean {
    if (state === 'off') return true;
    return signaturesAt === null || this.clock.now().getTime() - signaturesAt.getTime() > this.settings.maxAge;
  }

  private age({ state, signaturesAt }: Seen): number {
    if (state !== 'up' || signaturesAt === null) return -1;
    return (this.clock.now().getTime() - signaturesAt.getTime()) / 1_000;
  }
}
