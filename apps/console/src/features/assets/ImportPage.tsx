import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ColumnMapping } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { FileDrop } from '../../shared/ui/FileDrop.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { CommitCard } from './CommitCard.js';
import classes from './ImportPage.module.css';
import { MappingCard } from './MappingCard.js';
import { PreviewCard } from './PreviewCard.js';
import { useAssetsTexts } from './useAssetsTexts.js';

/** An import that can be left and found again: the file is at the agency, the choices on the device. */
interface ImportDraft {
  id: string;
  facilityId: string;
  uploadId: string | null;
  fileName: string;
  mapping: ColumnMapping | null;
}

/** Loads a list of assets: file, columns, preview, then one agreement. */
export function ImportPage() {
  const t = useAssetsTexts();
  const facilities = facilitiesWhere(useIdentity(), 'inventory.import');
  if (facilities.length === 0) {
    return (
      <Page title={t('upload.title')} width="narrow">
        <EmptyState title={t('upload.notAllowed')} />
      </Page>
    );
  }
  return (
    <Page title={t('upload.title')} lead={t('upload.lead')}>
      <ImportSteps facilities={facilities} />
    </Page>
  );
}

function ImportSteps({ facilities }: { facilities: readonly { id: string; name: string }[] }) {
  const t = useAssetsTexts();
  const ui = useUi();
  const startOf = (facilityId: string): ImportDraft => ({
    id: newId(),
    facilityId,
    uploadId: null,
    fileName: '',
    mapping: null,
  });
  const [first] = useState(() => startOf(facilities.length === 1 ? facilities[0]!.id : ''));
  const draft = useDraft('import', first);
  const [done, setDone] = useState<{ imported: number; total: number } | null>(null);
  const { id, facilityId, uploadId, fileName, mapping } = draft.value;
  const facility = facilities.find((one) => one.id === facilityId)?.name ?? '';
  const [faultsFrom, setFaultsFrom] = useState(0);
  const preview = useRead(
    'previewImport',
    { uploadId: uploadId ?? '', facilityId, mapping: mapping ?? undefined, faultsFrom: faultsFrom || undefined },
    { enabled: uploadId !== null && facilityId !== '', keep: true },
  );

  if (done) {
    return (
      <Notice
        tone="good"
        spoken
        title={t('upload.doneTitle')}
        actions={
          <>
            <Button component={Link} to="/assets">
              {t('upload.see')}
            </Button>
            <Button variant="default" onClick={() => setDone(null)}>
              {t('upload.another')}
            </Button>
          </>
        }
      >
        <p>{t('upload.done', { count: done.imported })}</p>
        <p>{t('upload.total', { count: done.total, facility })}</p>
      </Notice>
    );
  }
  return (
    <>
      <Card title={t('upload.step1')}>
        <div className={classes.stack}>
          {facilities.length > 1 && (
            <NativeSelect
              label={t('facility')}
              value={facilityId}
              data={[
                { value: '', label: ui('select.none') },
                ...facilities.map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={(event) => draft.clear(startOf(event.currentTarget.value))}
            />
          )}
          {facilityId === '' && <p className={classes.plain}>{t('upload.facilityFirst')}</p>}
          {facilityId !== '' && uploadId === null && (
            <FileDrop
              label={t('upload.choose')}
              help={t('upload.help')}
              accept=".csv,.txt,text/csv"
              onUploaded={(received, name) => {
                setFaultsFrom(0);
                draft.set({ ...startOf(facilityId), uploadId: received, fileName: name });
              }}
            />
          )}
          {uploadId !== null && (
            <div className={classes.file}>
              <strong>{fileName}</strong>
              {preview.data && (
                <span>
                  {t('upload.rows', { count: preview.data.total })},{' '}
                  {t('upload.read', {
                    encoding: preview.data.encoding === 'utf-8' ? 'UTF-8' : 'Windows-1252',
                    delimiter: preview.data.delimiter === '\t' ? t('upload.tab') : preview.data.delimiter,
                  })}
                </span>
              )}
              <Button variant="default" onClick={() => draft.clear(startOf(facilityId))}>
                {t('upload.another')}
              </Button>
            </div>
          )}
        </div>
      </Card>
      {uploadId !== null && (
        <Loaded from={preview} rows={4}>
          {(seen) => (
            <>
              <MappingCard
                preview={seen}
                onChange={(next) => {
                  setFaultsFrom(0);
                  draft.set((old) => ({ ...old, mapping: next }));
                }}
              />
              <PreviewCard preview={seen} faultsFrom={faultsFrom} onFaultsFrom={setFaultsFrom} />
              <CommitCard
                id={id}
                uploadId={uploadId}
                facilityId={facilityId}
                facility={facility}
                preview={seen}
                settled={!preview.isPlaceholderData}
                onDone={(result) => {
                  setDone(result);
                  draft.clear(startOf(facilityId));
                }}
              />
            </>
          )}
        </Loaded>
      )}
    </>
  );
}
