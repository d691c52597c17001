import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Incident } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { FileDrop } from '../../shared/ui/FileDrop.js';
import { ImportPreview } from './ImportPreview.js';
import classes from './indicators.module.css';
import { Places } from './Places.js';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';

/** A file of others: what it would bring is shown, then one agreement. */
export function ImportDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useIndicatorsTexts();
  const [file, setFile] = useState<{ uploadId: string; name: string } | null>(null);
  return (
    <Modal opened onClose={onClose} size="xl" title={t('importTitle', { reference: incident.reference })}>
      <div className={classes.stack}>
        {file === null ? (
          <FileDrop
            label={t('choose')}
            help={t('importHelp')}
            accept=".json,application/json"
            route="uploadIndicators"
            onUploaded={(uploadId, name) => setFile({ uploadId, name })}
          />
        ) : (
          <>
            <div className={classes.named}>
              <strong>{file.name}</strong>
              <Button variant="default" onClick={() => setFile(null)}>
                {t('otherFile')}
              </Button>
            </div>
            <Previewed incidentId={incident.id} uploadId={file.uploadId} onClose={onClose} />
          </>
        )}
      </div>
    </Modal>
  );
}

interface PreviewedProps {
  incidentId: string;
  uploadId: string;
  onClose: () => void;
}

function Previewed({ incidentId, uploadId, onClose }: PreviewedProps) {
  const t = useIndicatorsTexts();
  const preview = useRead('previewIndicators', { incidentId, uploadId });
  const write = useWrite('importIndicators', ['indicators', 'journal', 'searchIndicators']);
  if (preview.error)
    return (
      <>
        <ErrorNotice error={preview.error} />
        <Places places={preview.error.body.places ?? []} />
      </>
    );
  if (!preview.data) return <p role="status">{t('reading')}</p>;
  const { fresh } = preview.data;
  const send = () =>
    write.mutate(
      { incidentId, uploadId },
      {
        onSuccess: ({ recorded }) => {
          notifications.show({ message: t('recorded', { count: recorded }), color: 'teal' });
          onClose();
        },
      },
    );
  return (
    <>
      <ImportPreview preview={preview.data} />
      {write.error && <ErrorNotice error={write.error} />}
      <div className={classes.buttons}>
        <Button loading={write.isPending} disabled={fresh === 0} onClick={send}>
          {t('record', { count: fresh })}
        </Button>
      </div>
    </>
  );
}
