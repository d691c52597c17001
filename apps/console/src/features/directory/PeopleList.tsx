import type { FacilityRole } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Directory.module.css';
import { useDirectoryTexts } from './useDirectoryTexts.js';

/** Who holds a role at a facility. */
export function PeopleList({ facilityId }: { facilityId: string }) {
  const t = useDirectoryTexts();
  const w = useWords();
  const people = useRead('people', { facilityId, limit: 500 });
  const roleNames = (roles: readonly FacilityRole[]) => roles.map((role) => w(`facilityRole.${role}`)).join(', ');
  return (
    <Card title={t('people.title')}>
      <Loaded from={people} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>{t('people.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map(({ id, displayName, email, facilities }) => (
                <li key={id} className={classes.person}>
                  <span>
                    <strong>{displayName}</strong>
                    <br />
                    <a href={`mailto:${email}`}>{email}</a>
                  </span>
                  <span className={classes.soft}>
                    {roleNames(facilities.find((one) => one.id === facilityId)?.roles ?? [])}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
