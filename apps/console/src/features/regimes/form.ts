import {
  type Authority,
  type DueRule,
  type FactTest,
  type RegimeDefinition,
  type RegimeStage,
  type RegimeVersion,
  commands,
} from '#libs/contracts';
import type { RouteInput } from '../../shared/api/call.js';
import { newId } from '../../shared/ids/newId.js';
import { PARIS, fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { type Amount, type Reminder, amountOf, delayOf, offsetOf, reminderOf } from './amount.js';
import { type Faults, faultsOf } from './faults.js';

const { request: SaveRegime } = commands['incident.regime.save'];

/** What stands in a list that grows, shrinks and changes its order. */
export type Keyed<Item> = Item & { key: string };
export const keyed = <Item extends object>(item: Item): Keyed<Item> => ({ ...item, key: newId() });

export interface StageForm {
  /** Not in the version that is followed: its code can still be chosen. */
  added: boolean;
  code: string;
  nameFr: string;
  nameEn: string;
  authorities: Authority[];
  from: DueRule['from'];
  /** The stage after whose submission it is due. */
  after: string;
  delay: Amount;
  ongoing: DueRule['ongoing'];
  afterEnd: Amount;
  coveredBy: string[];
  reminders: Keyed<Reminder>[];
}

/** One has to hold. */
export interface GroupForm {
  tests: Keyed<FactTest>[];
}

/** A version of a regime while it is written. Dates as the clock on the wall in Paris shows them. */
export interface RegimeForm {
  validFrom: string;
  validTo: string;
  toConfirm: boolean;
  nameFr: string;
  nameEn: string;
  basisFr: string;
  basisEn: string;
  zone: RegimeDefinition['zone'];
  groups: Keyed<GroupForm>[];
  stages: Keyed<StageForm>[];
}

/** A month after the end, where nothing else is written. */
const AFTER_END: Amount = { count: '1', unit: 'months' };

export const newTest = (): Keyed<FactTest> => keyed({ fact: 'malicious', yes: ['yes'], perhaps: [] });

export const newStage = (): Keyed<StageForm> =>
  keyed({
    added: true,
    code: '',
    nameFr: '',
    nameEn: '',
    authorities: [],
    from: 'aware',
    after: '',
    delay: { count: '24', unit: 'hours' },
    ongoing: 'any',
    afterEnd: AFTER_END,
    coveredBy: [],
    reminders: [keyed(reminderOf('PT0S'))],
  });

/** The form with which a new version begins: the one that it follows, from tomorrow. */
export function formOf({ definition }: RegimeVersion, tomorrow: Date): RegimeForm {
  const { name, basis, toConfirm, zone, applies, stages } = definition;
  return {
    validFrom: `${toLocalInput(tomorrow, PARIS).slice(0, 10)}T00:00`,
    validTo: '',
    toConfirm,
    nameFr: name.fr,
    nameEn: name.en,
    basisFr: basis.fr,
    basisEn: basis.en,
    zone,
    groups: applies.map((tests) => keyed({ tests: tests.map(keyed) })),
    stages: stages.map((stage) => keyed(stageFormOf(stage))),
  };
}

const stageFormOf = ({ code, name, authorities, due, coveredBy, reminders }: RegimeStage): StageForm => ({
  added: false,
  code,
  nameFr: name.fr,
  nameEn: name.en,
  authorities,
  from: due.from,
  after: due.stage ?? '',
  delay: amountOf(due.delay),
  ongoing: due.ongoing,
  afterEnd: due.afterEnd === null ? AFTER_END : amountOf(due.afterEnd),
  coveredBy,
  reminders: reminders.map((offset) => keyed(reminderOf(offset))),
});

/** What is sent, or what is wrong with it, by the place in it. */
export function read(form: RegimeForm, code: string): { body: RouteInput<'saveRegime'> } | { faults: Faults } {
  const instant = (text: string) => fromLocalInput(text, PARIS)?.toISOString();
  const checked = SaveRegime.safeParse({
    code,
    validFrom: instant(form.validFrom) ?? '',
    validTo: form.validTo === '' ? null : (instant(form.validTo) ?? ''),
    definition: definitionOf(form),
  });
  return checked.success ? { body: checked.data } : { faults: faultsOf(checked.error.issues) };
}

const definitionOf = (form: RegimeForm): RegimeDefinition => ({
  name: { fr: form.nameFr, en: form.nameEn },
  basis: { fr: form.basisFr, en: form.basisEn },
  toConfirm: form.toConfirm,
  zone: form.zone,
  applies: form.groups.map(({ tests }) => tests.map(({ fact, yes, perhaps }) => ({ fact, yes, perhaps }))),
  stages: form.stages.map(stageOf),
});

const stageOf = (form: StageForm): RegimeStage => ({
  code: form.code.trim(),
  name: { fr: form.nameFr, en: form.nameEn },
  authorities: form.authorities,
  due: {
    from: form.from,
    stage: form.from === 'stage' && form.after !== '' ? form.after : null,
    delay: delayOf(form.delay),
    ongoing: form.ongoing,
    afterEnd: form.ongoing === 'after-end' ? delayOf(form.afterEnd) : null,
  },
  coveredBy: form.coveredBy,
  reminders: form.reminders.map(offsetOf),
});
