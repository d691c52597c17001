import { z } from 'zod';

/** One variable of the environment: its name, its schema, and in words what it should be. */
export interface Variable<T extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: T;
  readonly shouldBe: string;
}

export type Variables = Readonly<Record<string, Variable>>;

export type ConfigOf<V extends Variables> = { readonly [K in keyof V]: z.output<V[K]['schema']> };

/** Thrown when the environment is wrong: names every wrong variable at once, never its value (it may be a secret). */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The environment is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/**
 * Declares a variable.
 *
 * @param name as in the environment, `VIGIE_...`
 * @param schema reads the text; an unset or empty variable is `undefined`, so give a default or `.optional()` where it may be absent
 * @param shouldBe completes the sentence "VIGIE_... should be"
 */
export function variable<T extends z.ZodType>(name: string, schema: T, shouldBe: string): Variable<T> {
  return { name, schema, shouldBe };
}

/**
 * Reads the environment once into one typed, frozen object.
 *
 * @throws ConfigError that names each wrong variable and what it should be
 */
export function loadConfig<V extends Variables>(
  variables: V,
  environment: Record<string, string | undefined> = process.env,
): ConfigOf<V> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, { name, schema, shouldBe }] of Object.entries(variables)) {
    const text = environment[name];
    const parsed = schema.safeParse(text === '' ? undefined : text);
    if (parsed.success) values[key] = parsed.data;
    else faults.push(`${name} ${text ? 'is wrong' : 'is missing'}; it should be ${shouldBe}`);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(values) as ConfigOf<V>;
}
