import { IncidentState } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Card } from '../../shared/ui/Card.js';
import { IncidentStateMark, SeverityMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { IncidentLine } from './IncidentLine.js';
import classes from './Now.module.css';
import { useNowTexts } from './useNowTexts.js';

const unfinished = IncidentState.options.filter((state) => state !== 'closed' && state !== 'declared');

/** What the analyst has in charge. */
export function MineCard() {
  const t = useNowTexts();
  const list = useRead('incidents', { mine: 'yes', state: unfinished, limit: 20 });
  return (
    <Card title={t('mine.title')}>
      <Loaded from={list} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>{t('mine.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((row) => (
                <IncidentLine key={row.id} row={row} at={row.changedAt}>
                  <IncidentStateMark state={row.state} />
                  {row.severity && <SeverityMark severity={row.severity} />}
                </IncidentLine>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
