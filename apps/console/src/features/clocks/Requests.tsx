import { Button } from '@mantine/core';
import type { IncidentClock } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import classes from './clocks.module.css';
import { useClocksTexts } from './useClocksTexts.js';

interface RequestsProps {
  clock: IncidentClock;
  /** Missing for who may not record one. */
  onAsked?: (clock: IncidentClock) => void;
}

/** Of a stage that is on request: who asked, when and for when, the request that counts first; and that one has come. */
export function Requests({ clock, onAsked }: RequestsProps) {
  const t = useClocksTexts();
  const { requests, territory, reason, state } = clock;
  if (reason.due.code !== 'on-request') return null;
  const isExpected = state === 'open' || state === 'met';
  return (
    <>
      {requests.map(({ id, askedAt, askedBy, dueAt }, index) => (
        <span key={id} className={classes.soft}>
          {t(index === 0 ? 'asked.latest' : 'asked.replaced', { name: askedBy })}{' '}
          <Moment at={askedAt} territory={territory} form="clocks" />
          {index > 0 && (
            <>
              {' '}
              {t('asked.for')} <Moment at={dueAt} territory={territory} form="clocks" />
            </>
          )}
        </span>
      ))}
      {isExpected && onAsked && (
        <Button variant="default" size="sm" onClick={() => onAsked(clock)} data-no-print>
          {t('asked.open')}
        </Button>
      )}
    </>
  );
}
