import { Button, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CareService, type CareSheet, CareStatus } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { type RouteInput } from '../../shared/api/call.js';
import { useWrite } from '../../shared/api/queries.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { fromLocalInput } from '../../shared/time/zones.js';
import { Card } from '../../shared/ui/Card.js';
import { Choice, Choices } from '../../shared/ui/Choice.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './care.module.css';
import { entryId } from './entryId.js';
import { CareMark } from './CareMark.js';
import { useCareTexts } from './useCareTexts.js';
import type { CareEntry } from './entry.js';
import type { CareDraft } from './useCareDraft.js';

interface ReportFormProps {
  sheet: CareSheet;
  territory: string;
  draft: CareDraft;
}

/** Chooses services, says how each is, and sends them together. */
export function ReportForm({ sheet: { facilityId, kind }, territory, draft }: ReportFormProps) {
  const t = useCareTexts();
  const w = useWords();
  const { zone } = useZone(territory);
  const [checked, setChecked] = useState(false);
  const write = useWrite('reportCare', ['care', 'careBoard']);
  const entries = draft.value;
  const choose = (services: CareService[]) => {
    for (const { service } of entries) if (!services.includes(service)) draft.remove(service);
    for (const service of services) draft.add(service);
  };
  const send = () => {
    setChecked(true);
    const reports = entries.flatMap((entry) => bodyOf(entry, zone) ?? []);
    if (reports.length < entries.length) return;
    const onSuccess = () => {
      draft.clear();
      setChecked(false);
      notifications.show({ message: t('form.sent'), color: 'teal' });
    };
    write.mutate({ facilityId, kind, reports }, { onSuccess });
  };
  const isOutrun = asApiError(write.error)?.code === 'care-changed';
  return (
    <Card title={t('form.title')}>
      <form
        noValidate
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Choices
          label={t('form.choose')}
          description={t('form.chooseHelp')}
          options={CareService.options.map((value) => ({ value, label: w(`careService.${value}`) }))}
          value={entries.map(({ service }) => service)}
          onChange={choose}
        />
        {entries.map((entry) => (
          <Entry
            key={entry.service}
            entry={entry}
            zone={zone}
            checked={checked}
            onChange={(part) => draft.change(entry.service, part)}
          />
        ))}
        {write.error && (
          <ErrorNotice error={write.error}>
            {isOutrun && (
              <Button
                variant="default"
                onClick={() => {
                  draft.renew();
                  write.reset();
                }}
              >
                {t('form.renew')}
              </Button>
            )}
          </ErrorNotice>
        )}
        {entries.length > 0 && (
          <div className={classes.head}>
            <KeptMark state={draft.state} />
            <Button type="submit" size="md" loading={write.isPending}>
              {t('form.send', { count: entries.length })}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}

interface EntryProps {
  entry: CareEntry;
  zone: string;
  checked: boolean;
  onChange: (part: Partial<CareEntry>) => void;
}

function Entry({ entry, zone, checked, onChange }: EntryProps) {
  const t = useCareTexts();
  const w = useWords();
  const { service, status, since, until, transfers, transferText, note } = entry;
  const name = w(`careService.${service}`);
  const start = fromLocalInput(since, zone);
  const end = fromLocalInput(until, zone);
  return (
    <section id={entryId(service)} className={classes.facility} aria-label={name}>
      <div className={classes.fields}>
        <Choice
          label={t('form.status', { service: name })}
          options={CareStatus.options.map((value) => ({
            value,
            label: <CareMark of={{ status: value, stale: false, transfers: false }} />,
          }))}
          value={status}
          error={checked && status === null && t('form.wrong.status')}
          onChange={(value) => onChange({ status: value })}
        />
        <LocalTimeInput
          name={`${service}-since`}
          label={t('form.since')}
          zone={zone}
          value={since}
          error={checked && start === null && t('form.wrong.since')}
          onChange={(value) => onChange({ since: value })}
        />
        {status !== 'open' && (
          <LocalTimeInput
            name={`${service}-until`}
            label={t('form.until')}
            zone={zone}
            value={until}
            error={checked && start && end && end <= start && t('form.wrong.until')}
            onChange={(value) => onChange({ until: value })}
          />
        )}
        <Choice
          label={t('form.transfers')}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
          value={transfers}
          onChange={(value) => onChange({ transfers: value })}
        />
        {transfers === 'yes' && (
          <TextInput
            label={t('form.transferText')}
            description={t('form.transferHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={200}
            value={transferText}
            onChange={(event) => onChange({ transferText: event.currentTarget.value })}
          />
        )}
        <Textarea
          label={t('form.note')}
          autosize
          minRows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
      </div>
    </section>
  );
}

/** What is sent of it; undefined while something is missing. An open service has no end that is waited for. */
function bodyOf(entry: CareEntry, zone: string): RouteInput<'reportCare'>['reports'][number] | undefined {
  const { service, status, transfers, replaces } = entry;
  const since = fromLocalInput(entry.since, zone);
  const until = status === 'open' ? null : fromLocalInput(entry.until, zone);
  if (status === null || since === null || (until !== null && until <= since)) return undefined;
  return {
    service,
    status,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    transfers: transfers === 'yes',
    transferText: transfers === 'yes' ? entry.transferText.trim() || null : null,
    note: entry.note.trim() || null,
    replaces,
  };
}
