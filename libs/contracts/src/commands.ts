import type { z } from 'zod';
import { alertingCommands } from './alerting.js';
import { attachmentCommands } from './attachment/attachment.js';
import { assessmentCommands } from './assessment.js';
import { careCommands } from './care.js';
import { callDraftCommands } from './call-draft.js';
import { clockCommands } from './clocks.js';
import { authorityTextCommands } from './authority-text.js';
import type { CommandContract } from './command.js';
import { declarationCommands } from './declaration.js';
import { deviceCommands } from './device.js';
import { directoryCommands } from './directory.js';
import type { ServiceName } from './events.js';
import { incidentCommands } from './incident.js';
import { indicatorCommands } from './indicator/indicator.js';
import { inventoryCommands } from './inventory.js';
import { journalCommands } from './journal.js';
import { profileCommands } from './profile.js';
import { paperCommands } from './paper.js';
import { mailboxCommands } from './mailbox.js';
import { machineKeyCommands } from './machine-key.js';
import { playbookCommands } from './playbook.js';
import { regionalCommands } from './regional.js';
import { relayCommands } from './relay/relay.js';
import { statisticsCommands } from './statistics.js';
import { similarCommands } from './similar.js';
import { taskCommands } from './task.js';
import { webhookCommands } from './webhook.js';
import { situationReportCommands } from './situation-report.js';
import { timelineCommands } from './timeline.js';

/** Every command and query of the platform: the name is `<service>.<noun>.<verb>`. */
export const commands = {
  ...directoryCommands,
  ...profileCommands,
  ...machineKeyCommands,
  ...deviceCommands,
  ...declarationCommands,
  ...relayCommands,
  ...paperCommands,
  ...authorityTextCommands,
  ...incidentCommands,
  ...journalCommands,
  ...assessmentCommands,
  ...clockCommands,
  ...mailboxCommands,
  ...callDraftCommands,
  ...inventoryCommands,
  ...alertingCommands,
  ...careCommands,
  ...indicatorCommands,
  ...attachmentCommands,
  ...taskCommands,
  ...playbookCommands,
  ...webhookCommands,
  ...statisticsCommands,
  ...similarCommands,
  ...regionalCommands,
  ...timelineCommands,
  ...situationReportCommands,
} as const satisfies Record<string, CommandContract>;

export type CommandName = keyof typeof commands;
/** The parsed body that a handler gets. */
export type CommandBody<Name extends CommandName> = z.output<(typeof commands)[Name]['request']>;
/** The body that a caller writes, before defaults. */
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['request']>;
export type CommandResult<Name extends CommandName> = z.infer<(typeof commands)[Name]['response']>;

export const commandNames = Object.keys(commands) as CommandName[];

/** The contract of a command with plain types, for code that walks the table. */
export const commandContract = (name: CommandName): CommandContract => commands[name];

/** The service that answers a command: the first part of its name. */
export const commandService = (name: CommandName): ServiceName => name.split('.')[0] as ServiceName;
