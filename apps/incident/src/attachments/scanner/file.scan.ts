import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { Database, audit } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Clock, Logger } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, ownActing } from '../../acting.js';
import { eventOf, saidOf, step } from '../../incidents/incident.step.js';
import { addLine } from '../custody.js';
import { DownloadService } from '../download.service.js';
import { Damaged, readSealed } from '../store/sealed-file.js';
import { type Clamd, ClamdDown, ClamdLost } from './clamd.js';
import {
  type Due,
  type Finding,
  type Scanned,
  claimDue,
  claimJudged,
  countFetched,
  holdDue,
  keepSame,
  keepVerdict,
  lockIncidentOf,
  postpone,
} from './scan.store.js';
import { EndWatch } from './torn.js';
import { type Judged, judge } from './verdict.js';

const SYSTEM = { kind: 'system' } as const;
/** Milliseconds for which a file belongs to the process that has it looked at, and after which that says so again. */
const LEASE = { held: 10_000, renewed: 3_000 };
/** Milliseconds until a file is looked at again of which nothing was learnt; doubled each time. */
const AGAIN = { first: 2_000, most: 600_000 };
/** An archive bomb keeps clamd busy for a minute: others do not wait behind it. */
const AT_ONCE = 2;
/** After so many looks from which nothing was learnt somebody has to see why: the store, the scanner, or the file itself. */
export const ATTEMPTS = 6;

const NOTHING_LEARNT: Judged = { verdict: 'again', finding: null };

/** Has one file after the other looked at. A verdict, its line of custody, its audit row and its event are one transaction. */
@Injectable()
export class FileScan {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DownloadService) private readonly downloads: DownloadService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** One of those that were judged with older signatures. @returns its size; null when none is left, or clamd is gone */
  async judgedOne(clamd: Clamd, signaturesAt: Date): Promise<number | null> {
    try {
      const [now, until] = [this.clock.now(), this.after(LEASE.held)];
      const due = await this.database.transaction(SYSTEM, (tx) => claimJudged(tx, signaturesAt, now, until));
      if (due) await this.one(due, clamd, signaturesAt);
      return due?.size ?? null;
    } catch (err) {
      if (!(err instanceof ClamdDown)) this.logger.warn({ err }, 'files could not be looked at again');
      return null;
    }
  }

  /** Until nothing is due, or clamd is gone. */
  async all(clamd: Clamd, signaturesAt: Date | null): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.some(clamd, signaturesAt)));
  }

  private async some(clamd: Clamd, signaturesAt: Date | null): Promise<void> {
    for (;;) {
      try {
        const due = await this.claim();
        if (!due) return;
        await this.one(due, clamd, signaturesAt);
      } catch (err) {
        if (!(err instanceof ClamdDown)) this.logger.warn({ err }, 'files could not be scanned; they will be soon');
        return;
      }
    }
  }

  private claim(): Promise<Due | undefined> {
    return this.database.transaction(SYSTEM, (tx) => claimDue(tx, this.clock.now(), this.after(LEASE.held)));
  }

  private async one(due: Due, clamd: Clamd, signaturesAt: Date | null): Promise<void> {
    const renewal = setInterval(() => void this.hold(due.id), LEASE.renewed);
    try {
      const { verdict, finding } = await this.judged(due, clamd);
      if (verdict === 'again') return await this.later(due);
      await this.keep(due, { verdict, finding, scannedAt: this.clock.instant(), signaturesAt });
    } catch (error) {
      if (error instanceof ClamdDown) {
        // While clamd is down, nothing is the file's fault; one that takes clamd with it must not do so every two seconds.
        await (error instanceof ClamdLost ? this.later(due) : this.hold(due.id, AGAIN.first));
        throw error;
      }
      this.logger.error({ err: error, attachmentId: due.id }, 'a file could not be looked at; it is tried again');
      await this.later(due);
    } finally {
      clearInterval(renewal);
    }
  }

  /** Of what is clean already, only what is found in it counts: a scanner that cannot find its way takes nothing from anybody. */
  private async judged(due: Due, clamd: Clamd): Promise<Judged> {
    const judged = await this.look(due, clamd);
    const isLost = due.verdict === 'clean' && judged.verdict === 'unreadable' && judged.finding === null;
    return isLost ? NOTHING_LEARNT : judged;
  }

  /** What the store cannot give now it may give when it is mounted again: that says nothing of the file. */
  private async look({ id }: Due, clamd: Clamd): Promise<Judged> {
    const watch = new EndWatch();
    try {
      const judged = judge(await clamd.scan(watch.passing(readSealed(await this.downloads.opened({ id })))));
      return judged.verdict === 'clean' && watch.isTorn() ? { verdict: 'unreadable', finding: null } : judged;
    } catch (error) {
      if (error instanceof Damaged) this.logger.error({ attachmentId: id }, 'a stored attachment cannot be read');
      if (error instanceof Damaged || error instanceof Refusal) return NOTHING_LEARNT;
      throw error;
    }
  }

  private keep(due: Due, found: Finding): Promise<void> {
    const wasClean = due.verdict === 'clean';
    return this.database.transaction(SYSTEM, async (tx) => {
      if (found.verdict === due.verdict) return keepSame(tx, due.id, found);
      if (wasClean) await lockIncidentOf(tx, due.id);
      const scanned = await keepVerdict(tx, due, found);
      if (!scanned) return;
      await this.tell(tx, scanned, found);
      if (wasClean) await this.withdraw(tx, scanned, found);
    });
  }

  /** Those who have the incident may have the file: it is a step of the incident. */
  private async withdraw(tx: EntityManager, scanned: Scanned, { verdict, scannedAt }: Finding): Promise<void> {
    const { id: attachmentId, name, tlp, visibility, incident } = scanned;
    if (!incident) return;
    const acting = ownActing();
    const fetched = await countFetched(tx, attachmentId);
    const details = { attachmentId, verdict, fetched };
    const entry = { type: 'attachment-withdrawn', text: name, details, visibility, tlp } as const;
    const stepped = await step(tx, acting, scannedAt, incident.incidentId, entry);
    this.outbox.emit(tx, {
      ...eventOf(stepped, acting),
      type: 'incident.attachment-withdrawn',
      payload: { ...saidOf(stepped), attachmentId, verdict, fetched, visibility },
    });
  }

  private async tell(tx: EntityManager, scanned: Scanned, { verdict, scannedAt }: Finding): Promise<void> {
    const { id: attachmentId, scans: version, kind, facilityId, incident, visibility } = scanned;
    await addLine(tx, scanned, { at: scannedAt, action: 'scanned', result: verdict }, null);
    const acting = ownActing();
    const details = { incidentId: incident?.incidentId ?? null, verdict };
    const record = {
      type: 'attachment',
      id: attachmentId,
      facilityId: facilityId ?? undefined,
      kind,
      details,
    } as const;
    audit(tx, auditOf('incident.attachment.scan', acting, record));
    // Beside a mail it is read there; nobody else has it yet.
    if (!incident) return;
    const payload = { ...incident, attachmentId, verdict, visibility };
    const of = { aggregateId: attachmentId, version, kind, actorId: acting.actor.id, traceId: acting.traceId };
    this.outbox.emit(tx, { type: 'attachment.scanned', ...of, payload });
  }

  private async later({ id, failures }: Due): Promise<void> {
    const until = this.after(Math.min(AGAIN.first * 2 ** Math.min(failures, 10), AGAIN.most));
    await this.database.transaction(SYSTEM, (tx) => postpone(tx, id, until));
  }

  private async hold(id: string, wait = LEASE.held): Promise<void> {
    const until = this.after(wait);
    await this.database.transaction(SYSTEM, (tx) => holdDue(tx, id, until)).catch(() => undefined);
  }

  private after(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
