import { Button, Progress } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { INDICATOR_FILE_MAX_BYTES, UPLOAD_MAX_BYTES } from '#libs/contracts';
import type { ApiError } from '../api/ApiError.js';
import { upload, type UploadRoute } from '../api/upload.js';
import { ErrorNotice } from './ErrorNotice.js';
import classes from './FileDrop.module.css';
import { Notice } from './Notice.js';
import { useUi } from './useUi.js';

interface FileDropProps {
  label: string;
  help?: string;
  accept: string;
  /** Where it goes; the list of assets and advisories unless told. */
  route?: UploadRoute;
  onUploaded: (uploadId: string, fileName: string) => void;
}

const LARGEST: Record<UploadRoute, number> = {
  upload: UPLOAD_MAX_BYTES,
  uploadIndicators: INDICATOR_FILE_MAX_BYTES,
};

/** Chooses or drops a file and sends it to the platform, with its progress. */
export function FileDrop({ label, help, accept, route = 'upload', onUploaded }: FileDropProps) {
  const t = useUi();
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const [tooLarge, setTooLarge] = useState(false);
  const send = useMutation<{ uploadId: string }, ApiError, File>({
    mutationFn: (file) => upload(file, setShare, route),
    onSuccess: ({ uploadId }, file) => onUploaded(uploadId, file.name),
  });
  const take = (file: File | undefined) => {
    if (!file) return;
    setShare(0);
    setTooLarge(file.size > LARGEST[route]);
    if (file.size <= LARGEST[route]) send.mutate(file);
  };
  const percent = Math.round(share * 100);
  return (
    <div className={classes.whole}>
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <input
          ref={field}
          type="file"
          accept={accept}
          hidden
          aria-label={label}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button leftSection={<IconUpload size={20} />} loading={send.isPending} onClick={() => field.current?.click()}>
          {label}
        </Button>
        <span className={classes.help}>{t('file.drop')}</span>
        {help && <span className={classes.help}>{help}</span>}
      </div>
      {send.isPending && (
        <div role="status">
          <Progress value={percent} aria-label={t('file.sending', { percent })} />
          {t('file.sending', { percent })}
        </div>
      )}
      {tooLarge && <Notice tone="error">{t('file.tooLarge', { megabytes: LARGEST[route] / 1024 / 1024 })}</Notice>}
      {send.error && <ErrorNotice error={send.error} />}
    </div>
  );
}
