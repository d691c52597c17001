import { useParams, Link } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Page } from '../../shared/ui/Page.js';
import { TimelineOf } from './TimelineOf.js';
import { useTimelineTexts } from './useTimelineTexts.js';

/** What happened to one incident. */
export function TimelinePage() {
  const t = useTimelineTexts();
  const { incidentId = '' } = useParams();
  const incident = useRead('incident', { incidentId });
  return (
    <LoadedPage from={incident} title={t('title')} back={{ to: `/incidents/${incidentId}`, label: t('title') }}>
      {({ reference, kind }) => (
        <Page
          title={t('titleOf', { reference })}
          lead={
            <>
              <Link to={`/incidents/${incidentId}`}>{t('backToIncident', { reference })}</Link> {t('lead')}
            </>
          }
        >
          <ExerciseFrame kind={kind} />
          <TimelineOf route="timeline" of={{ incidentId }} />
        </Page>
      )}
    </LoadedPage>
  );
}

/** What happened to all incidents under a regional one. */
export function RegionalTimelinePage() {
  const t = useTimelineTexts();
  const { regionalId = '' } = useParams();
  const regional = useRead('regionalIncident', { regionalId });
  return (
    <LoadedPage from={regional} title={t('title')} back={{ to: `/regional/${regionalId}`, label: t('regional') }}>
      {({ reference, kind, title }) => (
        <Page
          title={t('titleOf', { reference })}
          lead={
            <>
              <Link to={`/regional/${regionalId}`}>{title}</Link> {t('lead')}
            </>
          }
        >
          <ExerciseFrame kind={kind} />
          <TimelineOf route="regionalTimeline" of={{ regionalId }} />
        </Page>
      )}
    </LoadedPage>
  );
}
