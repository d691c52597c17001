import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.js';
import { useUi } from './useUi.js';

interface ConfirmDialogProps {
  title: string;
  /** Names the act and its number: "Send to 43 facilities", never OK. */
  act: string;
  /** Where there is nothing left to be cancelled. */
  cancel?: string;
  opened: boolean;
  busy?: boolean;
  danger?: boolean;
  disabled?: boolean;
  error?: unknown;
  size?: string;
  onAct: () => void;
  onClose: () => void;
  /** What the cancel button does where it is more than closing: the rest of the page may be touched by mistake. */
  onCancel?: () => void;
  children?: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useUi();
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size={props.size ?? 'lg'}>
      <Stack>
        {props.children}
        {props.error ? <ErrorNotice error={props.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onCancel ?? props.onClose}>
            {props.cancel ?? t('confirm.cancel')}
          </Button>
          <Button
            color={props.danger ? 'red' : undefined}
            loading={props.busy}
            disabled={props.disabled}
            onClick={props.onAct}
          >
            {props.act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
