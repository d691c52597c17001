import { Link } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './clocks.module.css';
import { DueList } from './DueList.js';
import { URGENT } from './standing.js';
import { useClocksTexts } from './useClocksTexts.js';

/** What facilities have to send within a day, or should have sent. */
export function DueCard() {
  const t = useClocksTexts();
  const now = useNow();
  const facilities = useFacilities();
  const list = useRead('clocks', { state: ['overdue', 'due'], limit: 5 });
  return (
    <Card title={t('now.title')} aside={<Link to="/clocks">{t('now.all')}</Link>}>
      <Loaded from={list} rows={3}>
        {({ items }) => {
          const urgent = items.filter(({ dueAt }) => dueAt !== null && Date.parse(dueAt) - now.getTime() < URGENT);
          return urgent.length === 0 ? (
            <p className={classes.soft}>{t('now.none')}</p>
          ) : (
            <DueList clocks={urgent} about={({ facilityId }) => facilities.get(facilityId)?.name ?? ''} />
          );
        }}
      </Loaded>
    </Card>
  );
}
