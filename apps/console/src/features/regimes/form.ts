import { type Authority, type RegimeDefinitionInput, type RegimeVersion, commands } from '#libs/contracts';
import type { RouteInput } from '../../shared/api/call.js';
import { PARIS, fromLocalInput, toLocalInput } from '../../shared/time/zones.js';

const { request: SaveRegime } = commands['incident.regime.save'];

/** A delay as people write it; null where it is of no other form than the rule book's own. */
export interface Amount {
  count: string;
  unit: 'hours' | 'days' | 'months';
}

export interface StageForm {
  delay: Amount | null;
  afterEnd: Amount | null;
  reminders: string;
  authorities: Authority[];
}

/** A version of a regime while it is written. Dates as the clock on the wall in Paris shows them. */
export interface RegimeForm {
  validFrom: string;
  validTo: string;
  toConfirm: boolean;
  basisFr: string;
  basisEn: string;
  applies: string;
  stages: StageForm[];
}

const forms = [
  { unit: 'hours', written: /^PT(\d+)H$/, write: (count: string) => `PT${count}H` },
  { unit: 'days', written: /^P(\d+)D$/, write: (count: string) => `P${count}D` },
  { unit: 'months', written: /^P(\d+)M$/, write: (count: string) => `P${count}M` },
] as const;

export const units = forms.map(({ unit }) => unit);

/** `PT72H` as 72 hours; without delay is 0 hours. */
export function amountOf(delay: string): Amount | null {
  if (delay === 'PT0S') return { count: '0', unit: 'hours' };
  for (const { unit, written } of forms) {
    const count = written.exec(delay)?.[1];
    if (count !== undefined) return { count, unit };
  }
  return null;
}

export function delayOf({ count, unit }: Amount): string {
  if (Number(count) === 0) return 'PT0S';
  const form = forms.find((one) => one.unit === unit);
  return form ? form.write(count.trim()) : count;
}

/** The form with which a new version begins: the one that it follows, from tomorrow. */
export function formOf({ definition }: RegimeVersion, tomorrow: Date): RegimeForm {
  return {
    validFrom: `${toLocalInput(tomorrow, PARIS).slice(0, 10)}T00:00`,
    validTo: '',
    toConfirm: definition.toConfirm,
    basisFr: definition.basis.fr,
    basisEn: definition.basis.en,
    applies: JSON.stringify(definition.applies, null, 2),
    stages: definition.stages.map(({ due, reminders, authorities }) => ({
      delay: due.from === 'request' ? null : amountOf(due.delay),
      afterEnd: due.afterEnd === null ? null : amountOf(due.afterEnd),
      reminders: reminders.join(', '),
      authorities,
    })),
  };
}

/** What is sent, or the places that are wrong. */
export function read(
  form: RegimeForm,
  { code, definition }: RegimeVersion,
): { body: RouteInput<'saveRegime'> } | { places: string[] } {
  const instant = (text: string) => fromLocalInput(text, PARIS)?.toISOString();
  const checked = SaveRegime.safeParse({
    code,
    validFrom: instant(form.validFrom) ?? '',
    validTo: form.validTo === '' ? null : (instant(form.validTo) ?? ''),
    definition: { ...definition, ...writtenIn(form), stages: stagesOf(form, definition) },
  });
  if (checked.success) return { body: checked.data };
  return { places: [...new Set(checked.error.issues.map(({ path }) => path.join('.')))] };
}

const writtenIn = ({ toConfirm, basisFr, basisEn, applies }: RegimeForm) => ({
  toConfirm,
  basis: { fr: basisFr, en: basisEn },
  applies: parsed(applies),
});

const stagesOf = (form: RegimeForm, { stages }: RegimeVersion['definition']): RegimeDefinitionInput['stages'] =>
  stages.map((stage, index) => {
    const written = form.stages[index];
    if (!written) return stage;
    const due = {
      ...stage.due,
      ...(written.delay && { delay: delayOf(written.delay) }),
      ...(written.afterEnd && { afterEnd: delayOf(written.afterEnd) }),
    };
    const reminders = written.reminders
      .split(',')
      .map((offset) => offset.trim())
      .filter((offset) => offset !== '');
    return { ...stage, due, reminders, authorities: written.authorities };
  });

/** What is no JSON is no condition: the contract says so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
