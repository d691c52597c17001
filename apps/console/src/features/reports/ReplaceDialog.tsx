import { Button, Modal, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type SituationReport, Tlp, tlpRank } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import { useReportsTexts } from './useReportsTexts.js';

interface ReplaceProps {
  report: SituationReport;
  onClose: () => void;
}

/** Begins the report that takes the place of an issued one: of the same, for the same readers, and no less strict. */
export function ReplaceDialog({ report, onClose }: ReplaceProps) {
  const t = useReportsTexts();
  const navigate = useNavigate();
  const begin = useWrite('beginReport', ['reports']);
  const [id] = useState(newId);
  const [tlp, setTlp] = useState<Tlp>(report.tlp);
  const { number, template, subject, incidentId, regionalId, territory, kind, locale, forFacility } = report;
  const about = { subject, incidentId, regionalId, territory: subject === 'region' ? territory : null };
  const send = () =>
    begin.mutate(
      { id, template, ...about, kind, locale, tlp, forFacility, supersedes: report.id },
      { onSuccess: () => void navigate(`/reports/${id}`) },
    );
  return (
    <Modal opened onClose={onClose} title={t('replaceTitle', { number })}>
      <Stack>
        <p>{t('replaceText')}</p>
        <NativeSelect
          label={t('tlp')}
          description={t('tlpHelp')}
          value={tlp}
          data={Tlp.options
            .filter((option) => tlpRank(option) >= tlpRank(report.tlp))
            .map((value) => ({ value, label: tlpLabel(value) }))}
          onChange={(event) => setTlp(Tlp.parse(event.currentTarget.value))}
        />
        {begin.error && <ErrorNotice error={begin.error} />}
        <Button loading={begin.isPending} onClick={send}>
          {t('act')}
        </Button>
      </Stack>
    </Modal>
  );
}
