import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Incident, SimilarIncident } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { IncidentStateMark } from '../../shared/ui/marks.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { CompareDialog } from './CompareDialog.js';
import { DismissDialog } from './DismissDialog.js';
import { LinkManyDialog } from './LinkManyDialog.js';
import { LinkPairDialog } from './LinkPairDialog.js';
import { Reasons } from './Reasons.js';
import classes from './similar.module.css';
import { useSimilarTexts } from './useSimilarTexts.js';

type Doing = { what: 'compare' | 'link' | 'dismiss'; other: SimilarIncident };

/** As many as are looked at one by one; the others unfold. */
const FIRST = 5;

/** What may have the same cause, for the agency alone. */
export function SimilarCard({ incident }: { incident: Incident }) {
  const t = useSimilarTexts();
  const identity = useIdentity();
  const found = useRead('similar', { incidentId: incident.id });
  const [doing, setDoing] = useState<Doing | null>(null);
  const [many, setMany] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const restore = useWrite('restoreSimilar', ['similar', 'journal']);
  const leads = agencyMay(identity, 'regional.lead');
  const close = () => setDoing(null);
  const alone = (found.data?.items ?? []).filter(({ regional }) => regional === null);
  return (
    <Card
      title={t('title')}
      aside={
        leads &&
        alone.length > 1 && (
          <Button variant="default" onClick={() => setMany(true)}>
            {t('many')}
          </Button>
        )
      }
    >
      <Loaded from={found} rows={3}>
        {({ items, dismissed, inventory }) => (
          <div className={classes.stack}>
            <p className={classes.soft}>{items.length === 0 ? t('none') : t('lead')}</p>
            {inventory === 'unavailable' && <Notice tone="warning">{t('inventory')}</Notice>}
            {items.length > 0 && (
              <ul className={classes.list} aria-label={t('list')}>
                {(unfolded ? items : items.slice(0, FIRST)).map((other) => (
                  <Proposal key={other.incidentId} other={other}>
                    <Button
                      variant="default"
                      aria-label={t('compareWith', { reference: other.reference })}
                      onClick={() => setDoing({ what: 'compare', other })}
                    >
                      {t('compare')}
                    </Button>
                    {leads && (
                      <Button
                        variant="subtle"
                        aria-label={t('dismissAct', { reference: other.reference })}
                        onClick={() => setDoing({ what: 'dismiss', other })}
                      >
                        {t('dismiss')}
                      </Button>
                    )}
                  </Proposal>
                ))}
              </ul>
            )}
            {!unfolded && items.length > FIRST && (
              <Button variant="default" className={classes.more} onClick={() => setUnfolded(true)}>
                {t('more', { count: items.length - FIRST })}
              </Button>
            )}
            {dismissed.length > 0 && (
              <details className={classes.aside}>
                <summary>{t('dismissed', { count: dismissed.length })}</summary>
                <ul className={classes.list}>
                  {dismissed.map((other) => (
                    <Proposal key={other.incidentId} other={other}>
                      {leads && (
                        <Button
                          variant="default"
                          aria-label={t('restoreOne', { reference: other.reference })}
                          loading={restore.isPending}
                          onClick={() => restore.mutate({ incidentId: incident.id, otherId: other.incidentId })}
                        >
                          {t('restore')}
                        </Button>
                      )}
                    </Proposal>
                  ))}
                </ul>
                {restore.error && <ErrorNotice error={restore.error} />}
              </details>
            )}
          </div>
        )}
      </Loaded>
      {many && <LinkManyDialog incident={incident} others={alone} onClose={() => setMany(false)} />}
      {doing?.what === 'compare' && (
        <CompareDialog
          incident={incident}
          other={doing.other}
          leads={leads}
          onLink={() => setDoing({ what: 'link', other: doing.other })}
          onClose={close}
        />
      )}
      {doing?.what === 'link' && <LinkPairDialog incident={incident} other={doing.other} onClose={close} />}
      {doing?.what === 'dismiss' && <DismissDialog incident={incident} other={doing.other} onClose={close} />}
    </Card>
  );
}

function Proposal({ other, children }: { other: SimilarIncident; children: React.ReactNode }) {
  const t = useSimilarTexts();
  const w = useWords();
  const facility = useFacilities().get(other.facilityId);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <Link to={`/incidents/${other.incidentId}`}>{other.reference}</Link>
        <strong>{facility?.name ?? w('unknownFacility')}</strong>
        <IncidentStateMark state={other.state} />
        <span className={classes.soft}>{t('score', { score: other.score })}</span>
      </div>
      {other.regional && (
        <Link to={`/regional/${other.regional.id}`}>
          {t('under', { reference: other.regional.reference, title: other.regional.title })}
        </Link>
      )}
      <p className={classes.excerpt}>{other.excerpt}</p>
      <Reasons of={other} />
      {other.dismissed && <p className={classes.soft}>{t('dismissedBecause', { reason: other.dismissed.reason })}</p>}
      <div className={classes.buttons} data-no-print>
        {children}
      </div>
    </li>
  );
}
