import { useQuery } from '@tanstack/react-query';
import type { Incident, IncidentClock } from '#libs/contracts';
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
  const dated = clocks.filter(({ state, dueAt }) => state === 'open' && dueAt !== null);
  const waiting = clocks.filter(({ state, dueAt }) => state === 'open' && dueAt === null);
  const others = clocks.filter(({ state }) => state !== 'open');
  return (
    <Card title={t('card.title')}>
      <Loaded from={list} rows={4}>
        {({ pending }) => (
          <div className={classes.stack}>
            {dated.length === 0 && <p className={classes.soft}>{pending ? t('card.pending') : t('card.none')}</p>}
            <ul className={classes.list}>
              {dated.map((clock) => (
                <ClockItem key={clock.id} clock={clock} reasonOf={reasonOf} />
              ))}
            </ul>
            <Folded label={t('card.waiting', { count: waiting.length })} clocks={waiting} reasonOf={reasonOf} />
            <Folded label={t('card.others', { count: others.length })} clocks={others} reasonOf={reasonOf} />
            <p className={classes.soft}>{t('card.disclaimer')}</p>
          </div>
        )}
      </Loaded>
    </Card>
  );
}

interface FoldedProps {
  label: string;
  clocks: readonly IncidentClock[];
  reasonOf: ReturnType<typeof useReason>;
}

/** Clocks that nobody has to look at now. */
function Folded({ label, clocks, reasonOf }: FoldedProps) {
  if (clocks.length === 0) return null;
  return (
    <details className={classes.why}>
      <summary>{label}</summary>
      <ul className={classes.list}>
        {clocks.map((clock) => (
          <ClockItem key={clock.id} clock={clock} reasonOf={reasonOf} />
        ))}
      </ul>
    </details>
  );
}
