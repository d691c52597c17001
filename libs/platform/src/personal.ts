import type { z } from 'zod';

type Definition = z.core.$ZodTypeDef & Record<string, unknown>;

/**
 * The names of the fields that the contracts mark as personal data, wherever they are in these schemas. The log is kept free of
 * them by name, because what is logged has often lost its schema.
 */
export function personalFields(schemas: Iterable<z.ZodType>): Set<string> {
  const found = new Set<string>();
  const seen = new Set<z.ZodType>();
  const walk = (schema: z.ZodType, name: string | undefined): void => {
    if (name !== undefined && schema.meta()?.['personal'] === true) found.add(name);
    if (seen.has(schema)) return;
    seen.add(schema);
    for (const [key, inner] of insides(schema)) walk(inner, key ?? name);
  };
  for (const schema of schemas) walk(schema, undefined);
  return found;
}

/** The schemas that a schema is made of; with a name where it is a field's, without where it is the same field's. */
function insides(schema: z.ZodType): [string | undefined, z.ZodType][] {
  const definition = schema.def as unknown as Definition;
  const shape = definition['shape'];
  const fields = isRecord(shape) ? Object.entries(shape) : [];
  const others = ['innerType', 'element', 'in', 'out', 'left', 'right', 'valueType', 'options', 'items', 'rest']
    .flatMap((key) => definition[key])
    .map((inner): [undefined, unknown] => [undefined, inner]);
  return [...fields, ...others].filter((pair): pair is [string | undefined, z.ZodType] => isSchema(pair[1]));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isSchema = (value: unknown): value is z.ZodType => isRecord(value) && 'def' in value && 'safeParse' in value;
