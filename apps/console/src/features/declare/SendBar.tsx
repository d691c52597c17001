import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { DeclarationInput } from '#libs/contracts';
import type { DraftState } from '../../shared/draft/useDraft.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { TlpMark } from '../../shared/ui/marks.js';
import classes from './DeclareForm.module.css';
import type { Field } from './form.js';
import { CodesAction } from './codes/CodesAction.js';
import { SendingNotice } from './SendingNotice.js';
import { useDeclareTexts } from './useDeclareTexts.js';
import type { Sending } from './useSending.js';

interface SendBarProps {
  sending: Sending;
  kept: DraftState;
  /** It is on its way. */
  busy: boolean;
  /** What the button says. */
  act: string;
  /** What else has to be seen wherever the form was scrolled to. */
  notice?: ReactNode;
  /** What another's telephone may carry meanwhile, with its idempotency key. */
  relayed?: { declaration: DeclarationInput; draftKey: string } | null;
  /** What is to be completed, in the order of the form. */
  wrong: readonly Field[];
  onGoTo: (field: Field) => void;
  onNow: () => void;
  onEdit: () => void;
}

/** Under the thumb wherever the form was scrolled to: who will see it, what is missing, what became of the sending, and the button. */
export function SendBar({ sending, notice, kept, busy, act, relayed, wrong, onGoTo, onNow, onEdit }: SendBarProps) {
  const t = useDeclareTexts();
  const [codes, setCodes] = useState(false);
  const waiting = busy && sending.step === 'waiting';
  return (
    <div className={classes.bar}>
      {notice && <div className={classes.message}>{notice}</div>}
      {sending.step === 'refused' && (
        <div className={classes.message}>
          <ErrorNotice error={sending.error} />
        </div>
      )}
      {waiting && (
        <div className={classes.message}>
          <SendingNotice
            key={sending.failures}
            again={sending.again}
            onNow={onNow}
            onEdit={onEdit}
            onCodes={relayed ? () => setCodes(true) : undefined}
          />
        </div>
      )}
      {/* Not inside the notice, which goes and comes with every attempt. */}
      {relayed && codes && <CodesAction {...relayed} onClose={() => setCodes(false)} />}
      {wrong.length > 0 && (
        <div className={classes.message} role="alert">
          <p className={classes.summary}>{t('error.summary', { count: wrong.length })}</p>
          {wrong.map((field) => (
            <button key={field} type="button" className={classes.missing} onClick={() => onGoTo(field)}>
              {t(`missing.${field}`)}
            </button>
          ))}
        </div>
      )}
      <p className={classes.audience}>
        <TlpMark tlp="AMBER" /> {t('audience.short')}
      </p>
      <KeptMark state={busy && !waiting ? 'sending' : kept} />
      {!waiting && (
        <Button type="submit" size="lg" loading={busy}>
          {act}
        </Button>
      )}
    </div>
  );
}
