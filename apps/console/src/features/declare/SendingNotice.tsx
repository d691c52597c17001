import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useOnline } from '../../shared/live/useOnline.js';
import { useConfiguration } from '../../shared/session/session.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useDeclareTexts } from './useDeclareTexts.js';

const secondsTo = (instant: number) => Math.max(0, Math.ceil((instant - Date.now()) / 1000));

interface SendingNoticeProps {
  again: number;
  onNow: () => void;
  onEdit: () => void;
  /** Where another's telephone can carry it. */
  onCodes?: (() => void) | undefined;
}

/** Not received yet: what is safe, when it is tried again, the way by another's telephone, and by voice. */
export function SendingNotice({ again, onNow, onEdit, onCodes }: SendingNoticeProps) {
  const t = useDeclareTexts();
  const online = useOnline();
  const { emergencyPhone } = useConfiguration();
  const [count, setCount] = useState(() => secondsTo(again));

  useEffect(() => {
    const timer = setInterval(() => setCount(secondsTo(again)), 1000);
    return () => clearInterval(timer);
  }, [again]);

  return (
    <Notice
      tone="warning"
      spoken
      title={t('waiting.title')}
      actions={
        <>
          <Button onClick={onNow}>{t('waiting.now')}</Button>
          <Button variant="default" onClick={onEdit}>
            {t('waiting.edit')}
          </Button>
          {onCodes && (
            <Button variant="default" onClick={onCodes}>
              {t('waiting.codes')}
            </Button>
          )}
        </>
      }
    >
      {/* The countdown is not read out second by second. */}
      <p aria-live="off">{online ? t('waiting.text', { count }) : t('waiting.offline')}</p>
      {emergencyPhone && (
        <p>
          <a href={`tel:${emergencyPhone.replace(/[^+\d]/g, '')}`}>{t('waiting.call', { phone: emergencyPhone })}</a>
        </p>
      )}
    </Notice>
  );
}
