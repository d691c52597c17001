import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandName, type RegionalIncident, Refusal } from '#libs/contracts';
import { Database, audit, isUniqueViolation, maybeOne, one } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { DRAW_REFERENCE, References } from '../references/references.js';
import { TOLD_EVERY } from '../similar/told.round.js';
import { roundAt } from '../similar/told.js';
import { linkable, lockChildren, relink } from './children.sql.js';
import { type Membership, childEvent, regionalEvent, relinkedBy } from './membership.js';
import { REGIONAL, type RegionalRow, toRegional } from './regional.row.js';
import { insertEntry, lockRegional, stepRegional } from './step.sql.js';

type Create = CommandBody<'incident.regional.create'>;
type Link = CommandBody<'incident.regional.link'>;
type Unlink = CommandBody<'incident.regional.unlink'>;
type TakeApart = CommandBody<'incident.regional.take-apart'>;

@Injectable()
export class RegionalService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(References) private readonly references: References,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(TOLD_EVERY) private readonly toldEvery: number,
  ) {}

  /** Its territory is that of the first declaration named. */
  async create(body: Create, context: CommandContext): Promise<RegionalIncident> {
    const territory = await this.territoryOf(body.incidentIds, context);
    const series = await this.references.series(territory, 'regional', body.kind);
    try {
      return await this.once('incident.regional.create', body, context, async (tx, command) => {
        const incidentIds = [...new Set(body.incidentIds)];
        const joining = linkable(await lockChildren(tx, body.id, incidentIds), incidentIds, body.kind);
        const regional = await this.insert(tx, body, { series, territory }, context);
        const count = joining.length;
        return this.change(tx, { command, type: 'opened', context, regional, joining, leaving: [], count });
      });
    } catch (error) {
      throw isUniqueViolation(error, 'regional_incident_pkey') ? new Refusal('already-exists') : error;
    }
  }

  link(body: Link, context: CommandContext): Promise<RegionalIncident> {
    return this.once('incident.regional.link', body, context, async (tx, command) => {
      const regional = await lockRegional(tx, body.regionalId);
      const incidentIds = [...new Set(body.incidentIds)];
      const members = await lockChildren(tx, regional.id, incidentIds);
      const joining = linkable(members, incidentIds, regional.kind);
      const count = members.length;
      return this.change(tx, { command, type: 'linked', context, regional, joining, leaving: [], count });
    });
  }

  unlink({ regionalId, incidentId }: Unlink, context: CommandContext): Promise<RegionalIncident> {
    return this.once('incident.regional.unlink', { regionalId, incidentId }, context, async (tx, command) => {
      const regional = await lockRegional(tx, regionalId);
      const children = await lockChildren(tx, regionalId, []);
      const leaving = children.find(({ id }) => id === incidentId);
      if (!leaving) throw new Refusal('not-found');
      const count = children.length - 1;
      return this.change(tx, { command, type: 'unlinked', context, regional, joining: [], leaving: [leaving], count });
    });
  }

  /** What linking made is undone whole, at once: all stand alone again, and the regional incident is closed. What was written stays. */
  takeApart(body: TakeApart, context: CommandContext): Promise<RegionalIncident> {
    const { regionalId, reason } = body;
    return this.once('incident.regional.take-apart', body, context, async (tx, command) => {
      const regional = await lockRegional(tx, regionalId);
      const leaving = await lockChildren(tx, regionalId, []);
      const closed = { ...regional, state: 'closed' as const };
      return this.change(tx, {
        ...{ command, type: 'taken-apart', context, regional: closed },
        ...{ joining: [], leaving, count: 0, reason },
      });
    });
  }

  private once(
    command: CommandName,
    body: unknown,
    context: CommandContext,
    work: (tx: EntityManager, command: CommandName) => Promise<RegionalIncident>,
  ): Promise<RegionalIncident> {
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), (tx) =>
      work(tx, command),
    );
  }

  private async change(tx: EntityManager, membership: Membership): Promise<RegionalIncident> {
    const { command, type, context, regional, joining, leaving, count, reason } = membership;
    const at = this.clock.instant();
    const children = await relink(tx, relinkedBy(membership), context.actor.id, at);
    const moving = [...joining, ...leaving];
    const incidents = moving.map(({ reference }) => reference).sort();
    const entry = { id: newId(), type, authorId: context.actor.id, text: reason, incidents, at };
    const isNew = type === 'opened';
    if (isNew) await insertEntry(tx, regional, entry);
    const changed = isNew ? regional : await stepRegional(tx, { ...regional, incidentCount: count }, entry);
    const incidentIds = moving.map((child) => child.id);
    const { id, kind } = regional;
    audit(tx, auditOf(command, context, { type: 'regional-incident', id, kind, details: { incidentIds } }));
    this.outbox.emit(
      tx,
      regionalEvent(changed, isNew ? 'regional.created' : 'regional.changed', context),
      ...children.map((child) => childEvent(child, regional.id, context)),
    );
    return toRegional(changed);
  }

  private async insert(
    tx: EntityManager,
    { id, title, supplier, kind, tlp, incidentIds }: Create,
    { series, territory }: { series: string; territory: string },
    { actor }: CommandContext,
  ): Promise<RegionalRow> {
    const { reference } = await one<{ reference: string }>(tx, DRAW_REFERENCE, [series]);
    return one<RegionalRow>(
      tx,
      `INSERT INTO regional_incident (id, reference, territory, kind, title, supplier, tlp, incident_count, opened_at, opened_by, told_round)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${REGIONAL}`,
      [
        id,
        reference,
        territory,
        kind,
        title,
        supplier,
        tlp,
        new Set(incidentIds).size,
        this.clock.instant(),
        actor.id,
        roundAt(this.clock.now(), this.toldEvery),
      ],
    );
  }

  private async territoryOf([first]: readonly string[], { scope }: CommandContext): Promise<string> {
    const incident = await this.database.transaction(scope, (tx) =>
      maybeOne<{ territory: string }>(tx, 'SELECT territory FROM incident WHERE id = $1', [first]),
    );
    if (!incident) throw new Refusal('not-found');
    return incident.territory;
  }
}
