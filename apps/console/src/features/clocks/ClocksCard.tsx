import { useQuery } from '@tanstack/react-query';
import type { Incident } from '#libs/contracts';
import { routeQuery } from '../../shared/api/queries.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { ClockItem } from './ClockItem.js';
import classes from './clocks.module.css';
import { byUrgency } from './standing.js';
import { useClocksTexts } from './useClocksTexts.js';
import { useReason } from './useReason.js';

/** Milliseconds before clocks that are being worked out are asked for again. */
const AGAIN = 1_000;

/** The clocks of an incident, what wants attention first. */
export function ClocksCard({ incident }: { incident: Pick<Incident, 'id'> }) {
  const t = useClocksTexts();
  const now = useNow();
  const list = useQuery({
    ...routeQuery('clocks', { incidentId: incident.id, limit: 100 }),
    refetchInterval: ({ state }) => (state.data?.pending ? AGAIN : false),
  });
  const clocks = list.data?.items.toSorted(byUrgency(now)) ?? [];
  const reasonOf = useReason(clocks);
  const open = clocks.filter(({ state }) => state === 'open');
  const others = clocks.filter(({ state }) => state !== 'open');
  return (
    <Card title={t('card.title')}>
      <Loaded from={list} rows={4}>
        {({ pending }) => (
          <div className={classes.stack}>
            {open.length === 0 && <p className={classes.soft}>{pending ? t('card.pending') : t('card.none')}</p>}
            <ul className={classes.list}>
              {open.map((clock) => (
                <ClockItem key={clock.id} clock={clock} reasonOf={reasonOf} />
              ))}
            </ul>
            {others.length > 0 && (
              <details className={classes.why}>
                <summary>{t('card.others', { count: others.length })}</summary>
                <ul className={classes.list}>
                  {others.map((clock) => (
                    <ClockItem key={clock.id} clock={clock} reasonOf={reasonOf} />
                  ))}
                </ul>
              </details>
            )}
            <p className={classes.soft}>{t('card.disclaimer')}</p>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
