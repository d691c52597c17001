import type { ReactNode } from 'react';
import type { CareReport, SamuBoard } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './care.module.css';
import { CareMark } from './CareMark.js';
import { useCareTexts } from './useCareTexts.js';

type Said = SamuBoard['facilities'][number]['reports'][number] & Partial<Pick<CareReport, 'note'>>;

interface CareLineProps {
  of: Said;
  territory: string;
  /** Who confirmed it, where that is known. */
  by?: string;
  action?: ReactNode;
}

/** One service: its state, since when and until when, what is needed, and how fresh that is. */
export function CareLine({ of: said, territory, by, action }: CareLineProps) {
  const t = useCareTexts();
  const w = useWords();
  const ends = said.status === 'degraded' || said.status === 'closed';
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        <span className={classes.inline}>
          <strong>{w(`careService.${said.service}`)}</strong>
          <CareMark of={said} />
        </span>
        {action}
      </div>
      <div className={classes.told}>
        <Facts>
          <Fact label={t('told.since')}>
            <Moment at={said.since} territory={territory} />
          </Fact>
          <Fact label={t('told.until')}>
            {said.until ? <Moment at={said.until} territory={territory} /> : ends && t('told.untilUnknown')}
          </Fact>
          <Fact label={t('told.transfers')}>{said.transfers && (said.transferText ?? t('form.yes'))}</Fact>
          <Fact label={t('told.note')}>{said.note}</Fact>
          <Fact label={t('told.confirmed')}>
            <Moment at={said.confirmedAt} territory={territory} /> {by && t('told.by', { who: by })}
          </Fact>
        </Facts>
      </div>
    </li>
  );
}
