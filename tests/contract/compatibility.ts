/** A JSON Schema as zod writes it: only the keywords that our contracts use. */
export interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;

/**
 * Whether everything that `inner` accepts is accepted by `outer`, as far as our keywords tell: returns the places where
 * it is not. A published request may only be widened (`inner` = published, `outer` = now); a published event or response
 * may only be narrowed, and keeps its fields (`inner` = now, `outer` = published).
 */
function notAcceptedBy(outer: Schema, inner: Schema, path = '$'): string[] {
  const inners = variantsOf(inner);
  if (inners !== undefined)
    return inners.flatMap((variant, index) => notAcceptedBy(outer, variant, `${path}|${index}`));
  const outers = variantsOf(outer);
  if (outers !== undefined) {
    const attempts = outers.map((variant) => notAcceptedBy(variant, inner, path));
    return attempts.some((faults) => faults.length === 0)
      ? []
      : (attempts.sort((a, b) => a.length - b.length)[0] ?? []);
  }
  if (outer.allOf !== undefined) return outer.allOf.flatMap((part) => notAcceptedBy(part, inner, path));
  if (Object.keys(outer).length === 0) return [];
  return [
    ...valueFaults(outer, inner, path),
    ...boundFaults(outer, inner, path),
    ...objectFaults(outer, inner, path),
    ...arrayFaults(outer, inner, path),
  ];
}

/** The alternatives of a schema; a list of types (`string` or `null`) is one too. */
function variantsOf(schema: Schema): Schema[] | undefined {
  if (schema.anyOf !== undefined) return schema.anyOf;
  return Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : undefined;
}

function valueFaults(outer: Schema, inner: Schema, path: string): string[] {
  const accepted = outer.enum ?? (outer.const === undefined ? undefined : [outer.const]);
  const offered = inner.enum ?? (inner.const === undefined ? undefined : [inner.const]);
  if (accepted !== undefined) {
    if (offered === undefined) return [`${path}: any value where only ${JSON.stringify(accepted)} is known`];
    const unknown = offered.filter((value) => !accepted.includes(value));
    return unknown.length === 0 ? [] : [`${path}: ${JSON.stringify(unknown)} is not among ${JSON.stringify(accepted)}`];
  }
  const sameType =
    outer.type === undefined || outer.type === inner.type || (outer.type === 'number' && inner.type === 'integer');
  return sameType ? [] : [`${path}: ${inner.type ?? 'anything'} where ${outer.type} is known`];
}

function boundFaults(outer: Schema, inner: Schema, path: string): string[] {
  const faults: string[] = [];
  for (const bound of lowerBounds) {
    const limit = outer[bound];
    if (limit !== undefined && (inner[bound] ?? -Infinity) < limit)
      faults.push(`${path}: ${bound} ${inner[bound] ?? 'none'} below ${limit}`);
  }
  for (const bound of upperBounds) {
    const limit = outer[bound];
    if (limit !== undefined && (inner[bound] ?? Infinity) > limit)
      faults.push(`${path}: ${bound} ${inner[bound] ?? 'none'} above ${limit}`);
  }
  for (const shape of ['pattern', 'format'] as const) {
    if (
      outer[shape] !== undefined &&
      inner[shape] !== outer[shape] &&
      inner.enum === undefined &&
      inner.const === undefined
    ) {
      faults.push(`${path}: ${shape} ${inner[shape] ?? 'none'} instead of ${outer[shape]}`);
    }
  }
  return faults;
}

function objectFaults(outer: Schema, inner: Schema, path: string): string[] {
  if (inner.type !== 'object') return [];
  const known = outer.properties ?? {};
  const offered = inner.properties ?? {};
  const missing = (outer.required ?? []).filter((name) => !(inner.required ?? []).includes(name));
  const foreign = outer.additionalProperties === false ? Object.keys(offered).filter((name) => !(name in known)) : [];
  const deeper = Object.entries(offered).flatMap(([name, schema]) => {
    const counterpart = known[name];
    return counterpart === undefined ? [] : notAcceptedBy(counterpart, schema, `${path}.${name}`);
  });
  const values =
    typeof outer.additionalProperties === 'object' && typeof inner.additionalProperties === 'object'
      ? notAcceptedBy(outer.additionalProperties, inner.additionalProperties, `${path}.*`)
      : [];
  return [
    ...missing.map((name) => `${path}.${name}: not always there`),
    ...foreign.map((name) => `${path}.${name}: not known`),
    ...deeper,
    ...values,
  ];
}

function arrayFaults(outer: Schema, inner: Schema, path: string): string[] {
  if (inner.type !== 'array') return [];
  if (outer.prefixItems !== undefined) {
    if (inner.prefixItems?.length !== outer.prefixItems.length) return [`${path}: another number of items`];
    return outer.prefixItems.flatMap((schema, index) =>
      notAcceptedBy(schema, inner.prefixItems?.[index] ?? {}, `${path}[${index}]`),
    );
  }
  return outer.items === undefined || inner.items === undefined
    ? []
    : notAcceptedBy(outer.items, inner.items, `${path}[]`);
}

/** What a published request schema no longer accepts. */
export const tightened = (published: Schema, now: Schema): string[] => notAcceptedBy(now, published);

/** What a published event or response may now hold, or lack, that its readers do not expect. */
export function loosened(published: Schema, now: Schema): string[] {
  return notAcceptedBy(withoutStrictness(published), now);
}

/** Readers ignore fields they do not know: a new field in an answer is no loosening. */
function withoutStrictness(schema: Schema): Schema {
  const copy: Schema = { ...schema };
  if (copy.additionalProperties === false) delete copy.additionalProperties;
  if (copy.properties)
    copy.properties = Object.fromEntries(Object.entries(copy.properties).map(([k, v]) => [k, withoutStrictness(v)]));
  if (copy.items) copy.items = withoutStrictness(copy.items);
  if (copy.anyOf) copy.anyOf = copy.anyOf.map(withoutStrictness);
  if (copy.prefixItems) copy.prefixItems = copy.prefixItems.map(withoutStrictness);
  if (typeof copy.additionalProperties === 'object')
    copy.additionalProperties = withoutStrictness(copy.additionalProperties);
  return copy;
}
