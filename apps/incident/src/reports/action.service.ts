import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, Refusal, type Task } from '#libs/contracts';
import { Database } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { requestOf } from '../acting.js';
import { lockOpen } from '../incidents/incident.touch.js';
import { TaskService } from '../tasks/task.service.js';
import { tasksOf } from '../tasks/task.store.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import { isCurrent, taskIdOf, taskOf } from './action.task.js';
import { readReport } from './report.store.js';

const ADD = 'incident.situation-report.add-task';

/** What a report says is to be done becomes a task of its incident. */
@Injectable()
export class ReportActionService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
  ) {}

  /**
   * @throws Refusal('not-found') for an action that nobody has saved, and where the report is about several incidents;
   *   Refusal('state-conflict') where the incident is closed, or the report superseded or withdrawn
   */
  async addTask(body: CommandBody<typeof ADD>, context: CommandContext): Promise<Task> {
    const { scope } = context;
    const seen = await this.database.transaction(scope, (tx) => readReport(tx, scope, body.reportId));
    const zone = await this.zones.zoneOf(seen?.territory ?? '');
    return this.database.idempotentTransaction(scope, requestOf(ADD, body, context), (tx) =>
      this.write(tx, body, zone, context),
    );
  }

  private async write(
    tx: EntityManager,
    { reportId, actionId }: CommandBody<typeof ADD>,
    zone: string,
    context: CommandContext,
  ): Promise<Task> {
    const report = await readReport(tx, context.scope, reportId);
    const action = report?.actions.find(({ id }) => id === actionId);
    if (!report || !action || report.incidentId === null) throw new Refusal('not-found');
    const { incidentId, state } = report;
    const id = taskIdOf(incidentId, actionId);
    // Holds the incident: of two who press at once, the second finds the task of the first.
    await lockOpen(tx, incidentId);
    const known = (await tasksOf(tx, { incidentId }, 'agency')).find((task) => task.id === id);
    if (known) return known;
    if (!isCurrent(report)) throw new Refusal('state-conflict', { state });
    return this.tasks.put(tx, { incidentId }, taskOf(report, action, { id, zone }), { operation: ADD, context });
  }
}
