import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Attachment } from '#libs/contracts';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './attachments.module.css';
import { sendings } from './sending.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { useSize } from './useSize.js';

/** Announced before this page was loaded: a browser does not keep files, so that it has to be chosen again. */
export function UnfinishedRow({ attachment }: { attachment: Attachment }) {
  const t = useAttachmentsTexts();
  const sizeText = useSize();
  const field = useRef<HTMLInputElement>(null);
  const [isAnother, setIsAnother] = useState(false);
  const { id, incidentId, originalName: name, size } = attachment;
  const take = (file: File | undefined) => {
    if (!file) return;
    const isSame = file.name === name && file.size === size;
    setIsAnother(!isSame);
    if (isSame) sendings.enqueue(file, { id, incidentId }, null);
  };
  return (
    <li className={classes.row}>
      <span className={classes.name}>{attachment.name}</span>
      <span className={classes.soft}>{t('unfinished')}</span>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={t('chooseAgain')}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => field.current?.click()}>
          {t('chooseAgain')}
        </Button>
      </div>
      {isAnother && <Notice tone="error">{t('notTheSame', { name: attachment.name, size: sizeText(size) })}</Notice>}
    </li>
  );
}
