import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandName, type RegionalIncident, Refusal } from '#libs/contracts';
import { Database, audit, isUniqueViolation, maybeOne, one } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { type Series, referenceOf } from '../references/reference.js';
import { References, drawNumber } from '../references/references.js';
import { checkLinkable, lockChildren, relink } from './children.sql.js';
import { type Membership, childEvent, regionalEvent, relinkedBy } from './membership.js';
import { REGIONAL, type RegionalRow, toRegional } from './regional.row.js';

type Create = CommandBody<'incident.regional.create'>;
type Link = CommandBody<'incident.regional.link'>;
type Unlink = CommandBody<'incident.regional.unlink'>;

@Injectable()
export class RegionalService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(References) private readonly references: References,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Its territory is that of the first declaration named. */
  async create(body: Create, context: CommandContext): Promise<RegionalIncident> {
    const territory = await this.territoryOf(body.incidentIds, context);
    const series = await this.references.series(territory, 'regional', body.kind);
    try {
      return await this.once('incident.regional.create', body, context, async (tx, command) => {
        const incidentIds = [...new Set(body.incidentIds)];
        const members = await lockChildren(tx, body.id, incidentIds);
        checkLinkable(members, incidentIds, body.kind);
        const regional = await this.insert(tx, body, series, context);
        return this.change(tx, { command, context, regional, members, joining: new Set(incidentIds), leaving: null });
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
      checkLinkable(members, incidentIds, regional.kind);
      return this.change(tx, { command, context, regional, members, joining: new Set(incidentIds), leaving: null });
    });
  }

  unlink({ regionalId, incidentId }: Unlink, context: CommandContext): Promise<RegionalIncident> {
    return this.once('incident.regional.unlink', { regionalId, incidentId }, context, async (tx, command) => {
      const regional = await lockRegional(tx, regionalId);
      const children = await lockChildren(tx, regionalId, []);
      const leaving = children.find(({ id }) => id === incidentId);
      if (!leaving) throw new Refusal('not-found');
      const members = children.filter((child) => child !== leaving);
      return this.change(tx, { command, context, regional, members, joining: new Set(), leaving });
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

  /** Whoever is counted anew is told the new number; whose number stays hears nothing. */
  private async change(tx: EntityManager, membership: Membership): Promise<RegionalIncident> {
    const { command, context, regional, members, leaving } = membership;
    const at = this.clock.instant();
    const relinked = relinkedBy(membership);
    const children = await relink(tx, relinked, context.actor.id, at);
    const isNew = command === 'incident.regional.create';
    const changed = isNew ? regional : await countMembers(tx, regional.id, members.length);
    const incidentIds = [...membership.joining, ...(leaving ? [leaving.id] : [])];
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
    series: Series,
    { actor }: CommandContext,
  ): Promise<RegionalRow> {
    const { number } = await one<{ number: string }>(tx, drawNumber(series));
    return one<RegionalRow>(
      tx,
      `INSERT INTO regional_incident (id, reference, territory, kind, title, supplier, tlp, incident_count, opened_at, opened_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${REGIONAL}`,
      [
        id,
        referenceOf(series, number),
        series.territory,
        kind,
        title,
        supplier,
        tlp,
        new Set(incidentIds).size,
        this.clock.instant(),
        actor.id,
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

/** Before the children: the one lock that everybody who changes this membership takes first. */
async function lockRegional(tx: EntityManager, regionalId: string): Promise<RegionalRow> {
  const regional = await maybeOne<RegionalRow>(
    tx,
    `SELECT ${REGIONAL} FROM regional_incident WHERE id = $1 FOR UPDATE`,
    [regionalId],
  );
  if (!regional) throw new Refusal('not-found');
  if (regional.state !== 'open') throw new Refusal('state-conflict', { state: regional.state });
  return regional;
}

const countMembers = (tx: EntityManager, regionalId: string, members: number): Promise<RegionalRow> =>
  one<RegionalRow>(
    tx,
    `UPDATE regional_incident SET incident_count = $2, version = version + 1 WHERE id = $1 RETURNING ${REGIONAL}`,
    [regionalId, members],
  );
