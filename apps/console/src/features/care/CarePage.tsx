import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link, useParams } from 'react-router';
import { CARE_STALE_HOURS, type CareService, type CareSheet, type Kind } from '#libs/contracts';
import { useAddress } from '../../shared/address/useAddress.js';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { CARE_EVERY, inOrder } from './care.js';
import classes from './care.module.css';
import { CareLine } from './CareLine.js';
import { entryId } from './entryId.js';
import { ReportForm } from './ReportForm.js';
import { useCareDraft } from './useCareDraft.js';
import { useCareTexts } from './useCareTexts.js';

/** What a facility says of its care services; the agency says it in its name. */
export function CarePage() {
  const t = useCareTexts();
  const identity = useIdentity();
  const params = useParams();
  const [search, change] = useAddress();
  const own = facilitiesWhere(identity, 'care.report');
  const facilityId = params.facilityId ?? search.get('facilityId') ?? own[0]?.id ?? '';
  const kind: Kind = search.get('kind') === 'exercise' ? 'exercise' : 'real';
  const isOwn = own.some(({ id }) => id === facilityId);
  const facility = useFacilities().get(facilityId);
  const sheet = useRead('care', { facilityId, kind }, { enabled: facilityId !== '', everyMs: CARE_EVERY });
  return (
    <Page
      width="narrow"
      title={isOwn ? t('page.title') : t('page.titleOf', { name: facility?.name ?? '' })}
      lead={isOwn ? t('page.lead') : <Link to="/region/care">{t('page.back')}</Link>}
      actions={
        <SegmentedControl
          aria-label={t('board.kind.label')}
          value={kind}
          onChange={(value) => change({ kind: value })}
          data={[
            { value: 'real', label: t('board.kind.real') },
            { value: 'exercise', label: t('board.kind.exercise') },
          ]}
        />
      }
    >
      <ExerciseFrame kind={kind} />
      <div className={classes.stack}>
        {own.length > 1 && !params.facilityId && (
          <NativeSelect
            label={t('page.facility')}
            value={facilityId}
            data={own.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => change({ facilityId: event.currentTarget.value })}
          />
        )}
        <Loaded from={sheet} rows={3} height={88}>
          {(known) => (
            <Sheet
              key={`${facilityId} ${kind}`}
              sheet={known}
              territory={facility?.territory ?? ''}
              mayReport={isOwn || agencyMay(identity, 'care.report')}
              isOwn={isOwn}
            />
          )}
        </Loaded>
      </div>
    </Page>
  );
}

/** What is changed stands further down: who presses is taken there. */
const showEntry = (service: CareService) =>
  requestAnimationFrame(() => document.getElementById(entryId(service))?.querySelector('input')?.focus());

interface SheetProps {
  sheet: CareSheet;
  territory: string;
  mayReport: boolean;
  isOwn: boolean;
}

function Sheet({ sheet, territory, mayReport, isOwn }: SheetProps) {
  const t = useCareTexts();
  const w = useWords();
  const nameOf = usePersonName();
  const draft = useCareDraft(sheet, territory);
  const { facilityId, kind, suggestions } = sheet;
  const reports = inOrder(sheet.reports);
  const by = ({ side, confirmedBy }: (typeof reports)[number]) =>
    side === 'agency' ? w('theAgency') : nameOf(confirmedBy);
  return (
    <>
      {mayReport && !isOwn && <Notice>{t('page.agency')}</Notice>}
      {mayReport && suggestions.length > 0 && (
        <Notice
          tone="warning"
          actions={
            <Button variant="default" onClick={() => draft.begin(suggestions)}>
              {t('page.begin')}
            </Button>
          }
        >
          {t('page.suggested', {
            services: suggestions.map(({ service }) => w(`careService.${service}`)).join(', '),
          })}
        </Notice>
      )}
      <Card title={t('page.state')}>
        {reports.length === 0 ? (
          <p className={classes.soft}>{t('page.nothing')}</p>
        ) : (
          <div className={classes.stack}>
            {mayReport && <Confirm facilityId={facilityId} kind={kind} reportIds={reports.map(({ id }) => id)} />}
            <ul className={classes.list}>
              {reports.map((report) => (
                <CareLine
                  key={report.service}
                  of={report}
                  territory={territory}
                  by={by(report)}
                  action={
                    mayReport && (
                      <Button
                        variant="default"
                        aria-label={t('page.changeOf', { service: w(`careService.${report.service}`) })}
                        onClick={() => {
                          draft.add(report.service);
                          showEntry(report.service);
                        }}
                      >
                        {t('page.change')}
                      </Button>
                    )
                  }
                />
              ))}
            </ul>
          </div>
        )}
      </Card>
      {mayReport && <ReportForm sheet={sheet} territory={territory} draft={draft} />}
    </>
  );
}

function Confirm(input: { facilityId: string; kind: Kind; reportIds: string[] }) {
  const t = useCareTexts();
  const confirm = useWrite('confirmCare', ['care', 'careBoard']);
  const done = () => notifications.show({ message: t('page.confirmed'), color: 'teal' });
  return (
    <div className={classes.stack}>
      <Button
        size="md"
        loading={confirm.isPending}
        onClick={() => confirm.mutate(input, { onSuccess: done })}
        style={{ justifySelf: 'start' }}
      >
        {t('page.exact', { count: input.reportIds.length })}
      </Button>
      <p className={classes.soft}>{t('page.exactHelp', { hours: CARE_STALE_HOURS })}</p>
      {confirm.error && <ErrorNotice error={confirm.error} />}
    </div>
  );
}
