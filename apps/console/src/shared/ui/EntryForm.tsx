import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react';
import { type ApiError, asApiError } from '../api/ApiError.js';
import type { DraftState } from '../draft/useDraft.js';
import { newId } from '../ids/newId.js';
import { ErrorNotice } from './ErrorNotice.js';
import { KeptMark } from './KeptMark.js';

/** What is kept of an entry while it is written; `sent` is what was last sent under this id. */
interface Kept {
  id: string;
  sent: string;
}

/** The id under which an entry is sent: it stands for one text, however often that is sent; another text is another entry. */
export const idFor = ({ id, sent: before }: Kept, sent: string): string =>
  before === '' || before === sent ? id : newId();

/** The answer of an earlier attempt was lost: the id stands for one text, so this very entry is in the journal. */
export const isRecorded = (error: unknown): boolean => asApiError(error)?.code === 'already-exists';

interface EntryFormProps {
  label: string;
  description?: string;
  placeholder?: string;
  /** What is said where nothing was written. */
  needed: string;
  act: string;
  field?: RefObject<HTMLTextAreaElement | null>;
  longest?: number;
  text: string;
  kept: DraftState;
  write: { isPending: boolean; isSuccess: boolean; error: ApiError | null };
  onText: (text: string) => void;
  /** Sends what is written, and says when it is in the journal. */
  onSend: (done: () => void) => void;
  /** What else is said of the entry. */
  children?: ReactNode;
}

/** Writes an entry of a journal; the text is kept on the device until the agency has it. */
export function EntryForm({ act, needed, field, longest, text, kept, write, onText, onSend, ...rest }: EntryFormProps) {
  const { children, ...said } = rest;
  const [checked, setChecked] = useState(false);
  const recorded = isRecorded(write.error);
  const empty = text.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (empty) field?.current?.focus();
    else onSend(() => setChecked(false));
  };
  return (
    <form onSubmit={submit} noValidate data-no-print>
      <Stack gap="sm">
        <Textarea
          {...said}
          ref={field}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={longest}
          value={text}
          readOnly={write.isPending}
          error={checked && empty && needed}
          onChange={(event) => onText(event.currentTarget.value)}
        />
        {children}
        {write.error && !recorded && <ErrorNotice error={write.error} />}
        <Group justify="space-between">
          <KeptMark state={write.isPending ? 'sending' : (write.isSuccess || recorded) && empty ? 'agency' : kept} />
          <Button type="submit" variant="default" loading={write.isPending}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
