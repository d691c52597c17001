import { Button, Modal, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Locale, type ReportSubject, type ReportTemplateVersion, Tlp } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { newId } from '../../shared/ids/newId.js';
import { Choice } from '../../shared/ui/Choice.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import { useReportsTexts } from './useReportsTexts.js';

interface About {
  subject: ReportSubject;
  incidentId: string | null;
  regionalId: string | null;
  territory: string | null;
}

interface BeginDialogProps {
  about: About;
  onClose: () => void;
}

/** For whom, in which language, under which marking. */
export function BeginDialog({ about, onClose }: BeginDialogProps) {
  const t = useReportsTexts();
  const templates = useRead('reportTemplates', {});
  return (
    <Modal opened onClose={onClose} title={t('begin')}>
      <Loaded from={templates} rows={3}>
        {({ items }) => <Form about={about} templates={latestOf(items, about.subject)} />}
      </Loaded>
    </Modal>
  );
}

const latestOf = (items: readonly ReportTemplateVersion[], subject: ReportSubject): ReportTemplateVersion[] =>
  [...Map.groupBy(items, ({ code }) => code).values()]
    .flatMap((versions) => versions.at(-1) ?? [])
    .filter(({ definition }) => definition.subjects.includes(subject));

function Form({ about, templates }: { about: About; templates: readonly ReportTemplateVersion[] }) {
  const t = useReportsTexts();
  const own = useLocale();
  const navigate = useNavigate();
  const begin = useWrite('beginReport', ['reports']);
  const [id] = useState(newId);
  const [template, setTemplate] = useState(templates[0]?.code ?? '');
  const [locale, setLocale] = useState<Locale>(own);
  const [tlp, setTlp] = useState<Tlp>('AMBER');
  const [reader, setReader] = useState<'agency' | 'facility'>('agency');
  const send = () =>
    begin.mutate(
      { id, template, ...about, locale, tlp, forFacility: reader === 'facility' },
      { onSuccess: () => void navigate(`/reports/${id}`) },
    );
  return (
    <Stack>
      <p>{t('beginText')}</p>
      <NativeSelect
        label={t('template')}
        value={template}
        data={templates.map(({ code, definition }) => ({ value: code, label: definition.name[own] }))}
        onChange={(event) => setTemplate(event.currentTarget.value)}
      />
      <Choice<Locale>
        label={t('language')}
        options={Locale.options.map((value) => ({ value, label: t(value) }))}
        value={locale}
        onChange={setLocale}
      />
      <NativeSelect
        label={t('tlp')}
        description={t('tlpHelp')}
        value={tlp}
        data={Tlp.options.map((value) => ({ value, label: tlpLabel(value) }))}
        onChange={(event) => setTlp(Tlp.parse(event.currentTarget.value))}
      />
      {about.subject === 'incident' && (
        <Choice<'agency' | 'facility'>
          label={t('forFacility')}
          options={[
            { value: 'agency', label: t('agencyOnly') },
            { value: 'facility', label: t('facilityToo') },
          ]}
          value={reader}
          onChange={setReader}
        />
      )}
      {begin.error && <ErrorNotice error={begin.error} />}
      <Button loading={begin.isPending} onClick={send}>
        {t('act')}
      </Button>
    </Stack>
  );
}
