import { Link } from 'react-router';
import type { CareService } from '#libs/contracts';
import { useReads } from '../../shared/api/queries.js';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { CARE_EVERY, inOrder, needsConfirming } from './care.js';
import classes from './care.module.css';
import { useCareTexts } from './useCareTexts.js';

/** The services of their own facilities whose state others plan with, and nobody has said or confirmed; nothing when there is none. */
export function TodoCare() {
  const t = useCareTexts();
  const own = facilitiesWhere(useIdentity(), 'care.report');
  const sheets = useReads(
    'care',
    own.map(({ id }) => ({ facilityId: id, kind: 'real' as const })),
    { everyMs: CARE_EVERY },
  );
  const waiting = sheets.flatMap(({ facilityId, reports, suggestions }) => {
    const stale = inOrder(reports).filter(needsConfirming);
    const named = new Set(stale.map(({ service }) => service));
    const unsaid = suggestions.filter(({ service }) => !named.has(service));
    return stale.length + unsaid.length === 0 ? [] : [{ facilityId, stale, unsaid }];
  });
  if (waiting.length === 0) return null;
  return (
    <Card title={t('todo.title')}>
      <ul className={classes.list}>
        {waiting.map(({ facilityId, stale, unsaid }) => (
          <li key={facilityId} className={classes.line}>
            {own.length > 1 && <strong>{own.find(({ id }) => id === facilityId)?.name}</strong>}
            <Services text="todo.confirm" of={stale} />
            <Services text="todo.say" of={unsaid} />
            <Link to={`/care?facilityId=${facilityId}`}>{t('todo.act')}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Services({ text, of }: { text: 'todo.confirm' | 'todo.say'; of: readonly { service: CareService }[] }) {
  const t = useCareTexts();
  const w = useWords();
  if (of.length === 0) return null;
  return <span>{t(text, { services: of.map(({ service }) => w(`careService.${service}`)).join(', ') })}</span>;
}
