import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { refusals, refusalSentence, type Locale, type RefusalCode } from '#libs/contracts';
import { asApiError, type ApiError } from '../api/ApiError.js';
import { useLocale } from '../i18n/texts.js';
import { useConfiguration, useSession } from '../session/session.js';
import classes from './ErrorNotice.module.css';
import { Notice } from './Notice.js';
import { useUi } from './useUi.js';

interface ErrorNoticeProps {
  error: unknown;
  onRetry?: () => void;
  children?: ReactNode;
}

/** What happened, whether it is safe, what to do: the API's own sentence first, the code and the trace small. */
export function ErrorNotice({ error, onRetry, children }: ErrorNoticeProps) {
  const t = useUi();
  const { emergencyPhone } = useConfiguration();
  const locale = useLocale();
  const { session } = useSession();
  const known = asApiError(error);
  const sentence =
    (known && sentenceOf(known, locale, session?.identity.locale ?? locale)) ||
    (known ? t('error.network') : t('error.unexpected'));
  return (
    <Notice
      tone="error"
      actions={
        onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )
      }
    >
      <p>{sentence}</p>
      {children}
      {known?.passing && emergencyPhone && (
        <p>
          <a href={`tel:${emergencyPhone.replace(/[^+\d]/g, '')}`}>{t('error.emergency', { phone: emergencyPhone })}</a>
        </p>
      )}
      {known && (
        <p className={classes.small}>
          <span>{t('error.code', { code: known.code })}</span>
          {known.body.traceId && <span>{t('error.trace', { trace: known.body.traceId })}</span>}
        </p>
      )}
    </Notice>
  );
}

/** The API answers in the person's language; when they read in the other one, the contract has the same sentence. */
function sentenceOf({ code, body }: ApiError, reading: Locale, answered: Locale): string {
  const shared = reading !== answered && Object.hasOwn(refusals, code);
  return shared ? refusalSentence(code as RefusalCode, reading, body.params) : body.message;
}
