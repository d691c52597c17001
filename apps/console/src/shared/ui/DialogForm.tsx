import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DraftState } from '../draft/useDraft.js';
import { ErrorNotice } from './ErrorNotice.js';
import { KeptMark } from './KeptMark.js';
import { useUi } from './useUi.js';

interface DialogFormProps {
  /** What the button says. */
  act: string;
  danger?: boolean;
  kept: DraftState;
  busy: boolean;
  disabled?: boolean;
  error: unknown;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What is typed in a dialog: where it is kept, what became of the sending, and the two ways out. */
export function DialogForm({ act, danger, kept, busy, disabled, error, onSend, onClose, children }: DialogFormProps) {
  const t = useUi();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <Stack>
        {children}
        {error ? <ErrorNotice error={error} /> : null}
        <Group justify="space-between">
          <KeptMark state={kept} />
          <Group ml="auto">
            <Button variant="default" onClick={onClose}>
              {t('confirm.cancel')}
            </Button>
            <Button type="submit" color={danger ? 'red' : undefined} loading={busy} disabled={disabled}>
              {act}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
