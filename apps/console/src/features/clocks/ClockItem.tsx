import type { IncidentClock } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './clocks.module.css';
import { Requests } from './Requests.js';
import { standingOf } from './standing.js';
import { StandingMark } from './StandingMark.js';
import { TimeLeft } from './TimeLeft.js';
import { useClocksTexts } from './useClocksTexts.js';
import type { useReason } from './useReason.js';

interface ClockItemProps {
  clock: IncidentClock;
  reasonOf: ReturnType<typeof useReason>;
  /** An authority asked for the stage; missing for who may not record it. */
  onAsked?: (clock: IncidentClock) => void;
}

/** One clock: what, by when, how long there is, and why. */
export function ClockItem({ clock, reasonOf, onAsked }: ClockItemProps) {
  const t = useClocksTexts();
  const w = useWords();
  const locale = useLocale();
  const standing = standingOf(clock, useNow());
  const isOpen = clock.state === 'open';
  return (
    <li className={classes.clock}>
      <span className={classes.head}>
        <span className={classes.name}>
          {clock.regimeName[locale]}, {clock.stageName[locale]}
        </span>
        <StandingMark standing={standing} />
      </span>
      {isOpen && clock.dueAt && (
        <>
          <TimeLeft dueAt={clock.dueAt} standing={standing} />
          <span className={classes.soft}>
            {t('card.due')} <Moment at={clock.dueAt} territory={clock.territory} form="clocks" />
          </span>
        </>
      )}
      {clock.metAt && (
        <span className={classes.soft}>
          {t('card.met')} <Moment at={clock.metAt} territory={clock.territory} form="clocks" />
        </span>
      )}
      <span className={classes.soft}>{[...clock.authorities.map((one) => w(`authority.${one}`))].join(', ')}</span>
      {isOpen && clock.applies === 'unknown' && <span className={classes.soft}>{t('card.perhaps')}</span>}
      <Requests clock={clock} onAsked={onAsked} />
      <Why clock={clock} reasonOf={reasonOf} />
    </li>
  );
}

function Why({ clock, reasonOf }: Omit<ClockItemProps, 'onAsked'>) {
  const t = useClocksTexts();
  const locale = useLocale();
  const { due, facts } = reasonOf(clock);
  return (
    <details className={classes.why}>
      <summary>{t('card.why')}</summary>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <p>{due}</p>
      <p className={classes.soft}>
        {t('card.basis', { basis: clock.basis[locale] })} {t('card.version', { version: clock.regimeVersion })}{' '}
        {clock.toConfirm && <strong>{t('card.toConfirm')}</strong>}
      </p>
    </details>
  );
}
