import { FacilityType, figureTables, type FigureTableName, monthsOf, quarterOf } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useRsit } from '../incidents/rsit/useRsit.js';
import { useFiguresTexts } from './useFiguresTexts.js';

const tags = { fr: 'fr-FR', en: 'en-GB' } as const;

/** What values, tables and periods are called. */
export function useFigureLabels() {
  const t = useFiguresTexts();
  const w = useWords();
  const rsit = useRsit();
  const locale = useLocale();
  const { territories } = useConfiguration();

  const territoryName = (code: string) => territories.find((one) => one.code === code)?.name ?? code;
  const typeName = (type: string) => {
    const known = FacilityType.safeParse(type).data ?? 'unknown';
    return known === 'unknown' ? t('unknownType') : w(`category.${known}`);
  };
  const monthName = (month: string) =>
    new Intl.DateTimeFormat(tags[locale], { timeZone: 'UTC', month: 'short', year: 'numeric' }).format(
      new Date(`${month}-01T00:00:00Z`),
    );
  const quarterName = (quarter: string) => {
    const [year = '', number = ''] = quarter.split('-Q');
    return number === '1' ? t('published.first', { year }) : t('published.quarter', { quarter: number, year });
  };
  const periodName = (period: string) => {
    if (period.length === 4) return period;
    return period.includes('Q') ? quarterName(period) : monthName(period);
  };
  const words: Record<FigureTableName, (value: never) => string> = {
    origin: (value) => w(`told.${value}`),
    degraded: (value) => w(`told.${value}`),
    significant: (value) => w(`told.${value}`),
    supplier: (value) => w(`told.${value}`),
    help: (value) => w(`told.${value}`),
    nature: (value) => w(`nature.${value}`),
    danger: (value) => w(`dangerTold.${value}`),
    care: (value) => t(`care.${value}`),
    data: (value) => t(`data.${value}`),
    delay: (value) => t(`delay.${value}`),
    source: (value) => w(`source.${value}`),
    severity: (value) => (value === 'unassessed' ? t('unassessed') : w(`severity.${value}`)),
    rsit: (value) => (value === 'unqualified' ? t('unqualified') : rsit.className(value)),
  };
  /** A value that this version of the console does not know shows as it is. */
  const valueName = (table: FigureTableName, value: string) =>
    (figureTables[table].values as readonly string[]).includes(value) ? words[table](value as never) : value;

  /** Territories and types of facility that were published as one number. */
  const placeNames = (values: readonly string[]) => {
    const byTerritory = Map.groupBy(values, (value) => value.split(':')[0] ?? '');
    return [...byTerritory].map(([code, places]) => {
      const types = places.map((place) => place.split(':')[1] ?? '');
      if (types.length === FacilityType.options.length) return territoryName(code);
      const named = types.length === 1 ? typeName(types[0] ?? '') : t('otherTypes');
      return `${territoryName(code)}, ${named}`;
    });
  };
  /** Months that were published as one number: by quarters where they are whole. */
  const monthNames = (values: readonly string[]) => {
    if (values.length === 1) return values.map(monthName);
    const quarters = [...new Set(values.map(quarterOf))];
    return quarters.flatMap((quarter) =>
      monthsOf(quarter).every((month) => values.includes(month)) ? [quarterName(quarter)] : [],
    );
  };
  return { territoryName, typeName, monthName, quarterName, periodName, valueName, placeNames, monthNames };
}
