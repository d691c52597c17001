import type { ReportAction, SituationReport } from '#libs/contracts';

/** What a person writes of a report. */
export type Written = Pick<SituationReport, 'texts' | 'actions'>;

const isBlank = ({ text, owner }: ReportAction): boolean => text.trim() === '' && owner.trim() === '';
export const isWhole = ({ text, owner }: ReportAction): boolean => text.trim() !== '' && owner.trim() !== '';
/** It cannot be saved yet. */
export const isHalf = (action: ReportAction): boolean => !isBlank(action) && !isWhole(action);

export const isSameText = (one: Written, other: Written, code: string): boolean =>
  (one.texts[code] ?? '') === (other.texts[code] ?? '');

export const isSameActions = (one: Written, other: Written): boolean => actionsText(one) === actionsText(other);

/** A line without anything in it is no action. */
const actionsText = ({ actions }: Written): string =>
  JSON.stringify(
    actions.flatMap((action) => (isBlank(action) ? [] : [[action.id, action.text, action.owner, action.due]])),
  );

export const isSame = (one: Written, other: Written): boolean =>
  isSameActions(one, other) &&
  Object.keys({ ...one.texts, ...other.texts }).every((code) => isSameText(one, other, code));
