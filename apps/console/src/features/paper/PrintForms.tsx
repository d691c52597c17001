import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { PAPER_MAX_FORMS, paperNumber, type Locale, type PaperBatch } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { callFile } from '../../shared/api/call.js';
import { useWrite } from '../../shared/api/queries.js';
import { download } from '../../shared/export/download.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { newId } from '../../shared/ids/newId.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import classes from './Paper.module.css';
import { usePaperTexts } from './usePaperTexts.js';

interface PrintFormsProps {
  facility: { id: string; name: string };
}

const USUAL = 10;

/** Numbered sheets for the crisis binder of a facility; nothing for who may not print them. */
export function PrintForms({ facility }: PrintFormsProps) {
  const t = usePaperTexts();
  const identity = useIdentity();
  const [opened, setOpened] = useState(false);
  const may =
    agencyMay(identity, 'paper.issue') || facilitiesWhere(identity, 'paper.issue').some(({ id }) => id === facility.id);
  if (!may) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={18} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {t('print.button')}
      </Button>
      {opened && <PrintDialog facility={facility} onClose={() => setOpened(false)} />}
    </>
  );
}

function PrintDialog({ facility, onClose }: PrintFormsProps & { onClose: () => void }) {
  const t = usePaperTexts();
  const ui = useUi();
  const reading = useLocale();
  const [id] = useState(() => newId());
  const [count, setCount] = useState<number | string>(USUAL);
  const [locale, setLocale] = useState<Locale>(reading);
  const issue = useWrite('issuePaper');
  const fetching = useMutation<void, ApiError, PaperBatch>({
    mutationFn: async ({ batchId, facilityId }) => {
      const { name, content } = await callFile('paperPdf', { batchId, facilityId, locale });
      download(name, content);
    },
  });
  const fits = typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= PAPER_MAX_FORMS;
  const batch = issue.data;
  const act = () => {
    if (batch) fetching.mutate(batch);
    else if (fits) {
      issue.mutate({ id, facilityId: facility.id, count }, { onSuccess: (issued) => fetching.mutate(issued) });
    }
  };
  return (
    <ConfirmDialog
      opened
      title={t('print.title', { facility: facility.name })}
      act={batch ? t('print.download') : t('print.act', { count: fits ? count : 0 })}
      cancel={batch && ui('close')}
      busy={issue.isPending || fetching.isPending}
      disabled={!fits}
      error={issue.error ?? fetching.error}
      onAct={act}
      onClose={onClose}
    >
      {batch ? (
        <Ready numbers={batch.numbers} />
      ) : (
        <>
          <p className={classes.soft}>{t('print.text')}</p>
          <NumberInput
            label={t('print.count')}
            description={t('print.countHelp')}
            min={1}
            max={PAPER_MAX_FORMS}
            clampBehavior="none"
            allowDecimal={false}
            data-autofocus
            value={count}
            onChange={setCount}
          />
        </>
      )}
      <NativeSelect
        label={t('print.language')}
        value={locale}
        data={[
          { value: 'fr', label: t('print.fr') },
          { value: 'en', label: t('print.en') },
        ]}
        onChange={(event) => setLocale(event.currentTarget.value === 'en' ? 'en' : 'fr')}
      />
    </ConfirmDialog>
  );
}

function Ready({ numbers }: { numbers: readonly number[] }) {
  const t = usePaperTexts();
  const [first, last] = [numbers[0]!, numbers.at(-1)!].map(paperNumber) as [string, string];
  return (
    <Notice
      tone="good"
      spoken
      title={numbers.length === 1 ? t('print.readyOne', { first }) : t('print.ready', { first, last })}
    >
      <p>{t('print.readyText')}</p>
    </Notice>
  );
}
