import { Kind, MOST_MONTHS, figureTableNames, laterMonth, type FigureTableName } from '#libs/contracts';
import { oneOf, useFilters } from '../../shared/table/useFilters.js';
import { useNow } from '../../shared/time/useNow.js';
import { grains, type Grain } from './figures.js';

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;
const USUAL = 12;

/** What is looked at: it stands in the address. */
export function useFiguresView(usual: 'exact' | 'published') {
  const { values, set } = useFilters(['view', 'kind', 'from', 'to', 'grain', 'territory', 'by']);
  const current = useNow().toISOString().slice(0, 7);
  const months = Array.from({ length: MOST_MONTHS }, (_, back) => laterMonth(current, -back));
  const known = (text: string, otherwise: string) => (MONTH.test(text) ? text : otherwise);
  const to = known(values.to, current);
  const from = known(values.from, laterMonth(to, 1 - USUAL));
  // An address is typed by anyone: what the service would refuse becomes what it takes.
  const earliest = laterMonth(to, 1 - MOST_MONTHS);
  return {
    view: oneOf(['exact', 'published'], values.view) ?? usual,
    kind: oneOf(Kind.options, values.kind) ?? 'real',
    to,
    from: from > to ? to : from < earliest ? earliest : from,
    grain: oneOf<Grain>(grains, values.grain) ?? 'month',
    territory: values.territory,
    by: oneOf<FigureTableName>(figureTableNames, values.by) ?? null,
    months,
    set,
  };
}
export type FiguresView = ReturnType<typeof useFiguresView>;
