import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Incident, IncidentClock } from '#libs/contracts';
import { routeQuery } from '../../shared/api/queries.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { AskedForm } from './AskedForm.js';
import { ClockItem } from './ClockItem.js';
import classes from './clocks.module.css';
import { byUrgency } from './standing.js';
import { useClocksTexts } from './useClocksTexts.js';
import { useMayTell } from './useMayTell.js';
import { useReason } from './useReason.js';

/** Milliseconds before clocks that are being worked out are asked for again. */
const AGAIN = 1_000;

type Clocked = Pick<Incident, 'id' | 'reference' | 'territory' | 'facilityId'>;

/** The clocks of an incident, what wants attention first. */
export function ClocksCard({ incident }: { incident: Clocked }) {
  const t = useClocksTexts();
  const now = useNow();
  const list = useQuery({
    ...routeQuery('clocks', { incidentId: incident.id, limit: 100 }),
    refetchInterval: ({ state }) => (state.data?.pending ? AGAIN : false),
  });
  const clocks = list.data?.items.toSorted(byUrgency(now)) ?? [];
  const [asked, setAsked] = useState<IncidentClock | null>(null);
  const close = () => setAsked(null);
  const shown = { reasonOf: useReason(clocks), onAsked: useMayTell(incident.facilityId) ? setAsked : undefined };
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
                <ClockItem key={clock.id} clock={clock} {...shown} />
              ))}
            </ul>
            <Folded label={t('card.waiting', { count: waiting.length })} clocks={waiting} {...shown} />
            <Folded label={t('card.others', { count: others.length })} clocks={others} {...shown} />
            <p className={classes.soft}>{t('card.disclaimer')}</p>
          </div>
        )}
      </Loaded>
      <Modal
        opened={asked !== null}
        onClose={close}
        size="lg"
        title={t('asked.title', { reference: incident.reference })}
      >
        {asked && <AskedForm incident={incident} clock={asked} onClose={close} />}
      </Modal>
    </Card>
  );
}

interface FoldedProps {
  label: string;
  clocks: readonly IncidentClock[];
  reasonOf: ReturnType<typeof useReason>;
  onAsked?: (clock: IncidentClock) => void;
}

/** Clocks that nobody has to look at now. */
function Folded({ label, clocks, ...shown }: FoldedProps) {
  if (clocks.length === 0) return null;
  return (
    <details className={classes.why}>
      <summary>{label}</summary>
      <ul className={classes.list}>
        {clocks.map((clock) => (
          <ClockItem key={clock.id} clock={clock} {...shown} />
        ))}
      </ul>
    </details>
  );
}
