import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, Task } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { TaskService } from './task.service.js';

@Controller()
export class TaskController {
  constructor(@Inject(TaskService) private readonly tasks: TaskService) {}

  @Command('incident.task.list')
  list(body: CommandBody<'incident.task.list'>, context: CommandContext): Promise<CommandResult<'incident.task.list'>> {
    return this.tasks.list(body, context);
  }

  @Command('incident.task.mine')
  mine(_: CommandBody<'incident.task.mine'>, context: CommandContext): Promise<{ items: Task[] }> {
    return this.tasks.mine(context);
  }

  @Command('incident.task.add')
  add(body: CommandBody<'incident.task.add'>, context: CommandContext): Promise<Task> {
    return this.tasks.add(body, context);
  }

  @Command('incident.regional.tasks')
  regional(
    body: CommandBody<'incident.regional.tasks'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.regional.tasks'>> {
    return this.tasks.regional(body, context);
  }

  @Command('incident.regional.add-task')
  addRegional(body: CommandBody<'incident.regional.add-task'>, context: CommandContext): Promise<Task> {
    return this.tasks.addRegional(body, context);
  }

  @Command('incident.task.change')
  change(body: CommandBody<'incident.task.change'>, context: CommandContext): Promise<Task> {
    return this.tasks.change(body, context);
  }

  @Command('incident.task.assign')
  assign(body: CommandBody<'incident.task.assign'>, context: CommandContext): Promise<Task> {
    return this.tasks.assign(body, context);
  }

  @Command('incident.task.tick')
  tick(body: CommandBody<'incident.task.tick'>, context: CommandContext): Promise<Task> {
    return this.tasks.tick(body, context);
  }

  @Command('incident.task.set-state')
  setState(body: CommandBody<'incident.task.set-state'>, context: CommandContext): Promise<Task> {
    return this.tasks.setState(body, context);
  }
}
