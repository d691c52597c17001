import { randomUUID } from 'node:crypto';
import { z } from 'zod';

interface Shape {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
  items?: Shape;
  format?: string;
}
export type Fields = Record<string, unknown>;
type Path = readonly string[];

const shapeOf = (schema: z.ZodType): Shape => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

/** The shape that is not null. */
const solid = (shape: Shape): Shape => shape.anyOf?.find(({ type }) => type !== 'null') ?? shape;

/** Every place of a request, also within its lists and what may be left out. */
export function placesOf(schema: z.ZodType): Path[] {
  const walk = (shape: Shape, path: Path): Path[] => {
    const { properties, items } = solid(shape);
    const deeper = Object.entries({ ...properties, ...(items && { 0: items }) });
    return [...(path.length > 0 ? [path] : []), ...deeper.flatMap(([name, part]) => walk(part, [...path, name]))];
  };
  return walk(shapeOf(schema), []);
}

/** A copy of the request with the value in that place; what leads there is made up where the request has nothing. */
export function withValue(schema: z.ZodType, request: Fields, path: Path, value: unknown): Fields {
  const put = (whole: unknown, shape: Shape, [name, ...rest]: Path): unknown => {
    if (name === undefined) return value;
    const { properties, items } = solid(shape);
    const part = (items ?? properties?.[name]) as Shape;
    const copy: unknown = structuredClone(whole ?? sample(shape));
    const holder = (typeof copy === 'object' ? copy : {}) as Fields;
    holder[name] = put(holder[name], part, rest);
    return holder;
  };
  return put(request, shapeOf(schema), path) as Fields;
}

function sample(shape: Shape): unknown {
  const { type, properties, enum: values, const: only, format } = solid(shape);
  if (only !== undefined || values) return only ?? values?.[0];
  if (type === 'object')
    return Object.fromEntries(Object.entries(properties ?? {}).map(([name, part]) => [name, sample(part)]));
  if (type === 'array') return [];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return 1;
  return format === 'uuid' ? randomUUID() : '1';
}
