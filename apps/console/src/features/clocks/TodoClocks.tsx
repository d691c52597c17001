import { Link } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { Card } from '../../shared/ui/Card.js';
import { DueList } from './DueList.js';
import { useClocksTexts } from './useClocksTexts.js';

/** What the facility has to send to authorities, the most urgent first; nothing when there is none. */
export function TodoClocks() {
  const t = useClocksTexts();
  const { data } = useRead('clocks', { state: ['overdue', 'due'], limit: 6 });
  const [first] = data?.items ?? [];
  if (!data || !first) return null;
  return (
    <Card
      title={t('todo.title')}
      aside={
        data.total > data.items.length && (
          <Link to={`/incidents/${first.incidentId}`}>{t('todo.all', { count: data.total })}</Link>
        )
      }
    >
      <DueList clocks={data.items} />
    </Card>
  );
}
