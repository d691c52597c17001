import type { ReactNode, RefObject } from 'react';
import classes from './DeclareForm.module.css';

interface AnswersFormProps {
  element: RefObject<HTMLFormElement | null>;
  busy: boolean;
  onSend: () => void;
  children: ReactNode;
}

/** The form around the questions. Ctrl or ⌘ with Enter sends it from whichever field one is in. */
export function AnswersForm({ element, busy, onSend, children }: AnswersFormProps) {
  return (
    <form
      ref={element}
      noValidate
      className={classes.form}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSend();
      }}
    >
      {children}
    </form>
  );
}
