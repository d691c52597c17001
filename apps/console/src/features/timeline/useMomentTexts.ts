import { CareService, JournalEntry, Severity, type TimelineMoment } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useIncidentsTexts } from '../incidents/useIncidentsTexts.js';
import { timelineFr } from './timeline.fr.js';
import { useTimelineTexts } from './useTimelineTexts.js';

type TypeKey = keyof typeof timelineFr.type;
const isOwn = (type: string): type is TypeKey => Object.hasOwn(timelineFr.type, type);

/** A moment in words: what it is, and what about. */
export function useMomentTexts(): (moment: TimelineMoment) => { title: string; about: string[] } {
  const t = useTimelineTexts();
  const entries = useIncidentsTexts();
  const w = useWords();
  const locale = useLocale();
  return ({ type, details }) => {
    const inLocale = (french: string, english: string) => {
      const said = locale === 'fr' ? details[french] : (details[english] ?? details[french]);
      return typeof said === 'string' ? [said] : [];
    };
    const entry = JournalEntry.shape.type.safeParse(type);
    const title = entry.success ? entries(`journal.entry.${entry.data}`) : t(`type.${isOwn(type) ? type : 'other'}`);
    const service = CareService.safeParse(details['service']);
    const severity = Severity.safeParse(details['severity']);
    const { score, advisory, topic, reference, count, incidents } = details;
    const about = [
      ...(service.success ? [w(`careService.${service.data}`)] : []),
      ...(details['transfers'] === 'yes' ? [t('transfers')] : []),
      ...inLocale('regime', 'regimeEn'),
      ...(type.startsWith('clock-') ? inLocale('stage', 'stageEn') : []),
      ...(typeof advisory === 'string' ? [advisory] : []),
      ...inLocale('title', 'titleEn'),
      ...inLocale('name', 'nameEn'),
      ...(severity.success ? [w(`severity.${severity.data}`)] : []),
      ...(typeof score === 'number' ? [t('score', { score })] : []),
      ...(typeof reference === 'string' ? [reference] : []),
      ...(type === 'indicators-recorded' && typeof count === 'number' ? [t('indicators', { count })] : []),
      ...(typeof incidents === 'number' ? [t('declarations', { count: incidents })] : []),
      ...(typeof topic === 'string' ? [t('topic', { topic })] : []),
    ];
    return { title, about };
  };
}
