import {
  type CommandRoute,
  type MachineScope,
  type OwnRoute,
  type Permission,
  RefusalBody,
  commandContract,
  commandRoutes,
  ownRoutes,
  refusals,
  ruleOf,
} from '#libs/contracts';
import { z } from 'zod';

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
type Schema = Record<string, unknown>;

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
  description?: string;
}

export interface Operation {
  operationId: string;
  tags: string[];
  description: string;
  parameters: Parameter[];
  requestBody?: { required: true; content: Record<string, { schema: Schema }> };
  responses: Record<string, Schema>;
  security: Schema[];
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Schema> };
}

/** What both kinds of routes come down to. */
interface Described {
  name: string;
  method: string;
  path: string;
  tag: string;
  request: z.ZodType | null;
  response: z.ZodType | null;
  bytes: boolean;
  /** The answer is a file. */
  file: boolean;
  open: boolean;
  permission?: Permission;
  perMinute?: number;
  machine?: MachineScope;
  write: boolean;
}

const CSRF: Parameter = {
  name: 'X-CSRF-Token',
  in: 'header',
  required: true,
  schema: { type: 'string' },
  description: 'The csrfToken of the session.',
};
const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'One for each intent: sending it again gives the same answer and does nothing twice.',
};

const MACHINE_KEY: Schema = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'vgk_...',
  description: 'The key of a facility’s tool, made by its manager. It opens the routes that name it, and no other.',
};

/**
 * The HTTP API as OpenAPI 3.1, made from the contract alone.
 *
 * @param version of the product
 */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const route of describedRoutes()) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vigie',
      version,
      description: 'Regional cyber-incident coordination: declare, triage, alert, acknowledge.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    paths,
    components: {
      schemas: { Refusal: jsonSchema(RefusalBody, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'vigie' }, machineKey: MACHINE_KEY },
    },
  };
}

function describedRoutes(): Described[] {
  const own = Object.entries<OwnRoute>(ownRoutes).map(
    ([
      name,
      { request, response, open, permission, perMinute, body, method, path, machine, file = false },
    ]): Described => ({
      name,
      method,
      path,
      tag: 'gateway',
      request,
      response,
      bytes: body === 'bytes',
      file,
      open,
      permission,
      perMinute,
      machine,
      write: false,
    }),
  );
  const ofCommands = Object.entries<CommandRoute>(commandRoutes).map(
    ([name, { method, path, command, perMinute, file = false }]): Described => {
      const { request, response, permission, write } = commandContract(command);
      const [tag = ''] = command.split('.');
      const described = { name, method, path, tag, request, response, permission, perMinute, write, file };
      return { ...described, bytes: false, open: false };
    },
  );
  return [...own, ...ofCommands];
}

function operationOf(route: Described): Operation {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const schema = route.request ? jsonSchema(route.request, 'input') : { type: 'object', properties: {} };
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as string[];
  const changes = route.method !== 'GET';
  const readsBody = route.method === 'POST' || route.method === 'PUT';
  const others = Object.keys(properties).filter((name) => !inPath.includes(name));
  const parameters: Parameter[] = [
    ...inPath.map((name): Parameter => ({
      name,
      in: 'path',
      required: true,
      schema: properties[name] ?? { type: 'string' },
    })),
    ...(changes && !route.bytes ? [] : others).map((name): Parameter => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema: properties[name] ?? {},
    })),
    ...(changes && !route.open && !route.machine ? [CSRF] : []),
    ...(route.write ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: route.name,
    tags: [route.tag],
    description: describe(route),
    parameters,
    ...(route.bytes && { requestBody: bytesBody() }),
    ...(readsBody && !route.bytes && others.length > 0 && { requestBody: jsonBody(schema, others) }),
    responses: responsesOf(route),
    security: securityOf(route),
  };
}

const securityOf = ({ open, machine }: Described): Schema[] => {
  if (open) return [];
  return [machine ? { machineKey: [] } : { session: [] }];
};

/** The body without what stands in the path. */
function jsonBody(schema: Schema, names: readonly string[]): Operation['requestBody'] {
  const properties = schema['properties'] as Record<string, Schema>;
  const required = ((schema['required'] ?? []) as string[]).filter((name) => names.includes(name));
  const body = {
    ...schema,
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    ...(required.length > 0 ? { required } : { required: undefined }),
  };
  return { required: true, content: { 'application/json': { schema: JSON.parse(JSON.stringify(body)) as Schema } } };
}

const bytesBody = (): Operation['requestBody'] => ({
  required: true,
  content: { 'application/octet-stream': { schema: {} } },
});

function describe({ permission, perMinute, open, machine }: Described): string {
  const lines: string[] = [];
  if (machine) {
    lines.push(`With a machine key of the scope ${machine}.`);
  } else if (permission) {
    const { facility, agency } = ruleOf(permission);
    if (facility.length > 0) lines.push(`At the facility: ${facility.join(', ')}.`);
    if (agency.length > 0) lines.push(`At the agency: ${agency.join(', ')}.`);
  } else {
    lines.push(open ? 'Open without a session.' : 'For everyone who is signed in.');
  }
  if (perMinute) lines.push(`At most ${perMinute} a minute.`);
  return lines.join(' ');
}

function responsesOf({ response, file }: Described): Operation['responses'] {
  const type = response === null ? 'application/octet-stream' : 'application/pdf';
  if (file) return { '200': { description: 'The file.', content: { [type]: {} } }, default: refused() };
  const success: Operation['responses'] = response
    ? { '200': { description: 'Done.', content: { 'application/json': { schema: jsonSchema(response, 'output') } } } }
    : { '204': { description: 'Done.' } };
  return { ...success, default: refused() };
}

function refused(): Schema {
  const refusal = { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } };
  const codes = Object.keys(refusals).join(', ');
  return { description: `Refused. Codes: ${codes}.`, content: refusal };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  return rest;
}
