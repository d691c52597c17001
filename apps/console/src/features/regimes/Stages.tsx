import type { RegimeStage } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { delayText } from '../clocks/duration.js';
import classes from './regimes.module.css';
import { useRegimesTexts } from './useRegimesTexts.js';

/** The stages of a regime in words: by when, when people are reminded, who is told. */
export function Stages({ stages }: { stages: readonly RegimeStage[] }) {
  const t = useRegimesTexts();
  const w = useWords();
  const locale = useLocale();
  const rule = ({ due }: RegimeStage): string => {
    const delay = delayText(due.delay, locale);
    if (due.from === 'request') return t('rule.request');
    if (due.from === 'aware') return due.delay === 'PT0S' ? t('rule.without-delay') : t('rule.aware', { delay });
    const stage = stages.find(({ code }) => code === due.stage)?.name[locale] ?? '';
    const parts = [t('rule.stage', { delay, stage })];
    if (due.ongoing === 'only') parts.push(t('rule.only'));
    if (due.afterEnd !== null) parts.push(t('rule.after-end', { delay: delayText(due.afterEnd, locale) }));
    return parts.join(', ');
  };
  const reminder = (offset: string): string => {
    if (/^-?PT0[HMS]$/.test(offset)) return t('at');
    const time = delayText(offset.replace(/^-/, ''), locale);
    return offset.startsWith('-') ? t('before', { time }) : t('after', { time });
  };
  return (
    <ul className={classes.stages}>
      {stages.map((stage) => (
        <li key={stage.code}>
          <dl className={classes.stage}>
            <Cell label={t('stage')}>{stage.name[locale]}</Cell>
            <Cell label={t('due')}>{rule(stage)}</Cell>
            <Cell label={t('reminders')}>{stage.reminders.map(reminder).join(', ') || '-'}</Cell>
            <Cell label={t('authorities')}>{stage.authorities.map((one) => w(`authority.${one}`)).join(', ')}</Cell>
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Cell({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
