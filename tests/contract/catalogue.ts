import {
  type CommandRoute,
  type OwnRoute,
  type Permission,
  commandContract,
  commandNames,
  commandRoutes,
  eventContract,
  eventTypes,
  ownRoutes,
  permissions,
  refusals,
  ruleOf,
  webhookData,
  webhookMessage,
  webhookTypes,
} from '#libs/contracts';
import { z } from 'zod';

const HEADER = '<!-- Generated from libs/contracts by `npm run docs:generate`; `npm test` checks it. -->\n\n';

function table(head: string[], rows: string[][]): string {
  const width = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const rowText = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(width[column] ?? 0)).join(' | ')} |`;
  return [rowText(head), `| ${width.map((size) => '-'.repeat(size)).join(' | ')} |`, ...rows.map(rowText)].join('\n');
}

/** Names and types of an object schema's fields, one line. */
function fields(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as {
    properties?: Record<string, unknown>;
  };
  return Object.keys(json.properties ?? {}).join(', ');
}

/** docs/generated/events.md */
export function eventCatalogue(): string {
  const rows = eventTypes.map((type) => {
    const contract = eventContract(type);
    if (contract === undefined) throw new Error(type);
    return [
      `\`${type}\``,
      `v${contract.schemaVersion}`,
      contract.producer,
      contract.consumers.join(', '),
      fields(contract.payload),
    ];
  });
  return `# Events\n\n${HEADER}${table(['event', 'version', 'said by', 'heard by', 'payload'], rows)}\n`;
}

/** docs/generated/webhooks.md: what a tool has to understand. */
export function webhookCatalogue(): string {
  const rows = webhookTypes.map((type) => [`\`${type}\``, fields(webhookData[type])]);
  const schema = z.toJSONSchema(z.union(webhookTypes.map((type) => webhookMessage(type, webhookData[type]))));
  const text = JSON.stringify(schema, undefined, 2);
  const data = table(['type', 'data'], rows);
  return `# Webhooks\n\n${HEADER}${data}\n\n## JSON Schema of a message\n\n\`\`\`json\n${text}\n\`\`\`\n`;
}

/** docs/generated/permissions.md */
export function permissionTable(): string {
  const users = new Map<Permission, string[]>();
  const use = (permission: Permission, what: string) => users.set(permission, [...(users.get(permission) ?? []), what]);
  for (const name of commandNames) use(commandContract(name).permission, `\`${name}\``);
  for (const [name, route] of Object.entries<OwnRoute>(ownRoutes))
    if (route.permission) use(route.permission, `route ${name}`);
  const rows = (Object.keys(permissions) as Permission[]).map((permission) => {
    const rule = ruleOf(permission);
    return [
      `\`${permission}\``,
      rule.facility.join(', ') || '-',
      rule.agency.join(', ') || '-',
      rule.services?.join(', ') ?? '-',
      rule.machines?.join(', ') ?? '-',
      (users.get(permission) ?? []).join('<br>'),
    ];
  });
  return `# Permissions\n\n${HEADER}${table(['permission', 'roles at the facility', 'roles at the agency', 'services', 'machine keys', 'opens'], rows)}\n`;
}

/** docs/generated/routes.md */
export function routeTable(): string {
  const rows = [
    ...Object.values<OwnRoute>(ownRoutes).map((route) => [
      route.method,
      `\`${route.path}\``,
      'gateway',
      route.open ? 'open' : (route.permission ?? 'signed in'),
      limitOf(route),
    ]),
    ...Object.values<CommandRoute>(commandRoutes).map((route) => [
      route.method,
      `\`${route.path}\``,
      `\`${route.command}\``,
      commandContract(route.command).permission,
      limitOf(route),
    ]),
  ];
  return `# Routes\n\n${HEADER}${table(['method', 'path', 'answered by', 'permission', 'per minute'], rows)}\n`;
}

const limitOf = (route: { perMinute?: number }) => (route.perMinute === undefined ? '-' : String(route.perMinute));

/** docs/generated/refusals.md */
export function refusalTable(): string {
  const rows = Object.entries(refusals).map(([code, refusal]) => [
    `\`${code}\``,
    String(refusal.status),
    refusal.fr,
    refusal.en,
  ]);
  return `# Refusals\n\n${HEADER}${table(['code', 'status', 'French', 'English'], rows)}\n`;
}
