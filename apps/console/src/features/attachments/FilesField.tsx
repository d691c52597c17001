import { Button, CloseButton } from '@mantine/core';
import { IconFiles } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './attachments.module.css';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { useSize } from './useSize.js';

interface FilesFieldProps {
  files: readonly File[];
  maxBytes: number;
  missing: boolean;
  onChange: (files: File[]) => void;
}

/** Several files, chosen, dropped or photographed. */
export function FilesField({ files, maxBytes, missing, onChange }: FilesFieldProps) {
  const t = useAttachmentsTexts();
  const sizeText = useSize();
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const take = (list: FileList | null) => {
    const given = [...(list ?? [])];
    const size = sizeText(maxBytes);
    setRefused(
      given.flatMap((file) => {
        if (file.size > maxBytes) return [t('tooLarge', { name: file.name, size })];
        return file.size === 0 ? [t('empty', { name: file.name })] : [];
      }),
    );
    onChange([...files, ...given.filter((file) => file.size > 0 && file.size <= maxBytes)]);
  };
  return (
    <div className={classes.stack}>
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
          take(event.dataTransfer.files);
        }}
      >
        <input
          ref={field}
          type="file"
          multiple
          hidden
          aria-label={t('choose')}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
        <Button
          variant="default"
          leftSection={<IconFiles size={20} aria-hidden="true" />}
          onClick={() => field.current?.click()}
        >
          {t('choose')}
        </Button>
        <span className={classes.soft}>{t('drop')}</span>
        <span className={classes.soft}>{t('limit', { size: sizeText(maxBytes) })}</span>
      </div>
      {refused.map((why) => (
        <Notice key={why} tone="error">
          {why}
        </Notice>
      ))}
      {missing && <Notice tone="error">{t('filesNeeded')}</Notice>}
      {files.length > 0 && (
        <ul className={classes.list} aria-label={t('chosen')}>
          {files.map((file, index) => (
            <li key={`${file.name}-${index}`} className={classes.file}>
              <span>
                {file.name} <span className={classes.soft}>{sizeText(file.size)}</span>
              </span>
              <CloseButton
                size="xl"
                aria-label={t('remove', { name: file.name })}
                onClick={() => onChange(files.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
