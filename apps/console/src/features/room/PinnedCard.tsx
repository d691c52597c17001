import type { Incident, JournalEntry } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './Room.module.css';
import { useRoomTexts } from './useRoomTexts.js';

/** The facts that everybody must have before their eyes. */
export function PinnedCard({ incident: { id, territory } }: { incident: Incident }) {
  const t = useRoomTexts();
  const pinned = useRead('pinnedJournal', { incidentId: id });
  return (
    <Card title={t('pinned.title')}>
      <Loaded from={pinned} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>{t('pinned.none')}</p>
          ) : (
            <ul className={classes.facts}>
              {items.map((entry) => (
                <Fact key={entry.id} entry={entry} territory={territory} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function Fact({ entry: { text, topic, at }, territory }: { entry: JournalEntry; territory: string }) {
  return (
    <li>
      <p className={classes.text}>{text}</p>
      <p className={classes.extras}>
        {topic && <span className={classes.topic}>{topic}</span>}
        <Moment at={at} territory={territory} />
      </p>
    </li>
  );
}
