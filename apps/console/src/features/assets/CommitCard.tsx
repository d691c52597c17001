import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ImportPreview } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { asApiError } from '../../shared/api/ApiError.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import classes from './ImportPage.module.css';
import { useAssetsTexts } from './useAssetsTexts.js';

interface CommitCardProps {
  id: string;
  uploadId: string;
  facilityId: string;
  facility: string;
  preview: ImportPreview;
  /** The preview is that of the mapping chosen, not of the one before. */
  settled: boolean;
  onDone: (result: { imported: number; total: number }) => void;
}

/** The one agreement; nothing is half-imported. */
export function CommitCard({ id, uploadId, facilityId, facility, preview, settled, onDone }: CommitCardProps) {
  const t = useAssetsTexts();
  const [replacing, setReplacing] = useState(false);
  const present = useRead('assets', { facilityId, limit: 1 });
  // Under one id goes one content, also after a reload: the id of an import whose answer was lost is not used for another.
  const [first] = useState(() => ({ id, sent: '' }));
  const intent = useDraft(`import-sent:${id}`, first);
  const commit = useWrite('commitImport', ['assets', 'exposure', 'previewAudience']);
  const count = preview.total;
  const { mapping } = preview;
  const ready = settled && preview.faults.length === 0 && Boolean(mapping.vendor && mapping.product) && count > 0;
  const already = present.data?.total ?? 0;
  if (preview.faults.length > 0) return null;

  const send = (mode: 'replace' | 'add') => {
    const sent = JSON.stringify([mode, uploadId, mapping]);
    const own = intent.value.sent === '' || intent.value.sent === sent ? intent.value.id : newId();
    intent.set({ id: own, sent });
    const done = (result: { imported: number; total: number }) => {
      intent.clear();
      onDone(result);
    };
    commit.mutate(
      { id: own, uploadId, facilityId, mapping, mode },
      {
        onSuccess: done,
        onError: (error) => {
          // This very import has been recorded: only its answer was lost.
          if (error.code !== 'already-exists') return;
          void present.refetch().then(({ data }) => done({ imported: count, total: data?.total ?? count }));
        },
      },
    );
  };
  return (
    <Card title={t('upload.step4')}>
      <p className={classes.plain}>
        {t('upload.ready', { count })} {present.data && t('upload.now', { count: already })}
      </p>
      {commit.error && asApiError(commit.error)?.code !== 'already-exists' && <ErrorNotice error={commit.error} />}
      <div className={classes.actions}>
        <Button
          disabled={!ready || !present.data}
          loading={commit.isPending}
          onClick={() => (already > 0 ? setReplacing(true) : send('replace'))}
        >
          {already > 0 ? t('upload.replace', { count }) : t('upload.add', { count })}
        </Button>
        {already > 0 && (
          <Button variant="default" disabled={!ready} loading={commit.isPending} onClick={() => send('add')}>
            {t('upload.add', { count })}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={replacing}
        danger
        title={t('upload.replaceTitle', { count: already })}
        act={t('upload.replace', { count })}
        onClose={() => setReplacing(false)}
        onAct={() => {
          setReplacing(false);
          send('replace');
        }}
      >
        <p className={classes.plain}>{t('upload.replaceText', { facility })}</p>
      </ConfirmDialog>
    </Card>
  );
}
