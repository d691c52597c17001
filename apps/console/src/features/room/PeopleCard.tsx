import type { RoomReader } from '#libs/contracts';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { usePresence } from '../../shared/live/live.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Room.module.css';
import { useRoomTexts } from './useRoomTexts.js';

interface PeopleProps {
  incidentId: string;
  readers: readonly RoomReader[];
  /** Position of the newest entry. */
  last: number;
  territory: string;
}

/** Who has read, and how far. Of the agency a facility is told how far its foremost reader is. */
export function PeopleCard({ incidentId, readers, last, territory }: PeopleProps) {
  const t = useRoomTexts();
  return (
    <Card title={t('people.title')}>
      <PresentNow incidentId={incidentId} />
      {readers.length === 0 ? (
        <p className={classes.soft}>{t('people.none')}</p>
      ) : (
        <ul className={classes.people}>
          {withoutNames(readers).map((reader) => (
            <Person key={reader.personId ?? reader.side} reader={reader} last={last} territory={territory} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Who has the room open at this moment. A facility is told how many of the agency, not who. */
function PresentNow({ incidentId }: { incidentId: string }) {
  const t = useRoomTexts();
  const nameOf = usePersonName();
  const people = usePresence(incidentId);
  if (people === null) return <p className={classes.soft}>{t('people.unknown')}</p>;
  const unnamed = people.filter(({ personId }) => personId === null).length;
  const names = people.flatMap(({ personId }) => (personId === null ? [] : nameOf(personId)));
  if (unnamed > 0) names.unshift(t('people.agencyNow', { count: unnamed }));
  return (
    <p className={classes.present} role="status">
      <strong>{t('people.now')}</strong> {names.join(', ')}
    </p>
  );
}

function Person({ reader, last, territory }: { reader: RoomReader; last: number; territory: string }) {
  const t = useRoomTexts();
  const w = useWords();
  const nameOf = usePersonName();
  const { personId, side, seq, at } = reader;
  const name = personId === null ? t('people.agency') : nameOf(personId);
  const behind = last - seq;
  return (
    <li className={classes.person} data-behind={behind > 0 || undefined}>
      <strong>{name}</strong>
      {personId !== null && side === 'facility' && <span className={classes.soft}>{w('theFacility')}</span>}
      <span>{behind > 0 ? t('people.behind', { count: behind }) : t('people.upToDate')}</span>
      <span className={classes.soft}>
        <Moment at={at} territory={territory} />
      </span>
    </li>
  );
}

/** The agency's readers as one where their names are not told. */
function withoutNames(readers: readonly RoomReader[]): RoomReader[] {
  const named = readers.filter(({ personId }) => personId !== null);
  const [foremost] = readers.filter(({ personId }) => personId === null).toSorted((one, other) => other.seq - one.seq);
  return foremost ? [foremost, ...named] : named;
}
