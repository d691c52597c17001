import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Incident, RoomEntry } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { ExerciseMark, IncidentStateMark, SeverityMark, TlpMark } from '../../shared/ui/marks.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { Journal } from '../incidents/Journal.js';
import { JournalComposer } from '../incidents/JournalComposer.js';
import { PeopleCard } from './PeopleCard.js';
import { PinnedCard } from './PinnedCard.js';
import classes from './Room.module.css';
import { useJournal } from './useJournal.js';
import { useReading } from './useReading.js';
import { useRoomTexts } from './useRoomTexts.js';

/** Where an incident is worked on together: what is said, what was decided, what is certain, and who knows it. */
export function RoomPage() {
  const t = useRoomTexts();
  const { incidentId = '' } = useParams();
  const incident = useRead('incident', { incidentId });
  return (
    <LoadedPage from={incident} title={t('title')} back={{ to: `/incidents/${incidentId}`, label: t('back') }}>
      {(data) => <Room key={data.id} incident={data} />}
    </LoadedPage>
  );
}

function Room({ incident }: { incident: Incident }) {
  const t = useRoomTexts();
  const w = useWords();
  const identity = useIdentity();
  const field = useRef<HTMLTextAreaElement>(null);
  const { id, reference, kind, state, severity, tlp, territory, facilityId } = incident;
  const facility = useFacilities().get(facilityId);
  const journal = useJournal(id);
  const last = journal.last?.seq ?? 0;
  const { others, since } = useReading(id, last);
  const side = agencyMay(identity, 'incident.read') ? 'agency' : 'facility';
  const mayWrite =
    agencyMay(identity, 'journal.write') ||
    facilitiesWhere(identity, 'journal.write').some((own) => own.id === facilityId);
  const topics = topicsIn(journal.room ?? []);
  return (
    <Page
      title={`${t('title')} ${reference}`}
      marks={
        <span className={classes.marks}>
          <ExerciseMark kind={kind} />
          <IncidentStateMark state={state} />
          <SeverityMark severity={severity} />
          <TlpMark tlp={tlp} />
        </span>
      }
      lead={
        <span className={classes.marks}>
          <Link to={`/incidents/${id}`}>{t('back')}</Link>
          <strong>{facility?.name ?? w('unknownFacility')}</strong>
        </span>
      }
    >
      <ExerciseFrame kind={kind} />
      <div className={classes.layout}>
        <aside className={classes.side}>
          <PinnedCard incident={incident} />
          <PeopleCard incidentId={id} readers={others} last={last} territory={territory} />
        </aside>
        <Card>
          <div className={classes.stream}>
            {mayWrite && <JournalComposer incidentId={id} side={side} field={field} topics={topics} />}
            <Stream incident={incident} journal={journal} topics={topics} since={since} side={side} />
          </div>
        </Card>
      </div>
    </Page>
  );
}

interface StreamProps {
  incident: Incident;
  journal: ReturnType<typeof useJournal>;
  topics: readonly string[];
  since: number | null;
  side: 'facility' | 'agency';
}

function Stream({ incident, journal, topics, since, side }: StreamProps) {
  const t = useRoomTexts();
  const [shown, setShown] = useState<'all' | 'decisions'>('all');
  const [topic, setTopic] = useState('');
  const fits = (entry: RoomEntry) =>
    (shown === 'all' || entry.type === 'decision') && (topic === '' || entry.topic === topic);
  return (
    <>
      <div className={classes.filter} role="group" aria-label={t('filter.label')}>
        <SegmentedControl
          aria-label={t('filter.label')}
          data={[
            { value: 'all', label: t('filter.all') },
            { value: 'decisions', label: t('filter.decisions') },
          ]}
          value={shown}
          onChange={setShown}
        />
        {topics.length > 0 && (
          <NativeSelect
            aria-label={t('filter.topic')}
            data={[{ value: '', label: t('filter.anyTopic') }, ...topics]}
            value={topic}
            onChange={(event) => setTopic(event.currentTarget.value)}
          />
        )}
      </div>
      <Loaded from={journal.from} rows={6}>
        {(room) => {
          const entries = room.filter(fits).toReversed();
          return (
            <>
              {entries.length === 0 && <p className={classes.soft}>{t('filter.none')}</p>}
              {entries.length > 0 && (
                <Journal entries={entries} territory={incident.territory} side={side} since={since} acting />
              )}
              {journal.hasEarlier && (
                <Button variant="default" loading={journal.isLoading} onClick={() => void journal.showEarlier()}>
                  {t('more')}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

const topicsIn = (room: readonly RoomEntry[]): string[] =>
  [...new Set(room.flatMap(({ topic }) => topic ?? []))].toSorted((one, other) => one.localeCompare(other));
