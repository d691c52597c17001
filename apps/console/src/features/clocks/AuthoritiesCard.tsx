import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AuthorityNotice, AuthorityStanding, Incident } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './clocks.module.css';
import { TellDialog } from './TellDialog.js';
import { useClocksTexts } from './useClocksTexts.js';
import { useMayTell } from './useMayTell.js';

type Told = Pick<Incident, 'id' | 'reference' | 'territory' | 'facilityId'>;

/** For each authority, whether it was told, when, by whom and under which reference. */
export function AuthoritiesCard({ incident }: { incident: Told }) {
  const t = useClocksTexts();
  const list = useRead('authorities', { incidentId: incident.id });
  const [telling, setTelling] = useState(false);
  const mayTell = useMayTell(incident.facilityId);
  return (
    <Card title={t('authorities.title')}>
      <Loaded from={list} rows={4}>
        {({ items }) => (
          <div className={classes.stack}>
            <ul className={classes.list}>
              {items.map((standing) => (
                <Standing key={standing.authority} standing={standing} territory={incident.territory} />
              ))}
            </ul>
            {mayTell && (
              <Button variant="default" onClick={() => setTelling(true)}>
                {t('authorities.add')}
              </Button>
            )}
          </div>
        )}
      </Loaded>
      {telling && <TellDialog incident={incident} onClose={() => setTelling(false)} />}
    </Card>
  );
}

function Standing({ standing, territory }: { standing: AuthorityStanding; territory: string }) {
  const t = useClocksTexts();
  const w = useWords();
  const { authority, status, notices } = standing;
  const [latest, ...earlier] = notices;
  return (
    <li className={classes.authority}>
      <span className={classes.head}>
        <span className={classes.name}>{w(`authority.${authority}`)}</span>
        <span>{status ? t(`authorities.${status}`) : t('authorities.none')}</span>
      </span>
      {latest && <Notice notice={latest} territory={territory} />}
      {earlier.length > 0 && (
        <details className={classes.why}>
          <summary>{t('authorities.earlier', { count: earlier.length })}</summary>
          <ul>
            {earlier.map((notice) => (
              <li key={notice.id}>
                {t(`authorities.${notice.status}`)} <Notice notice={notice} territory={territory} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Notice({ notice, territory }: { notice: AuthorityNotice; territory: string }) {
  const t = useClocksTexts();
  const { toldAt, toldBy, reference, authorSide } = notice;
  return (
    <span className={classes.soft}>
      <Moment at={toldAt} territory={territory} form="clocks" /> {t('authorities.by', { name: toldBy })}
      {reference && `, ${t('authorities.reference', { reference })}`} (
      {authorSide === 'agency' ? t('authorities.sideAgency') : t('authorities.sideFacility')})
    </span>
  );
}
