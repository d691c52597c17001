import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Notice } from './Notice.js';
import classes from './OnceDialog.module.css';
import { useUi } from './useUi.js';

interface OnceDialogProps {
  title: string;
  /** What stands there; null when the answer that held it was lost. */
  secret: string | null;
  /** Names the secret. */
  label: string;
  /** That nobody will see it again, and what to do with it. */
  warning: string;
  /** What to do when it was lost. */
  lost: string;
  copy: string;
  /** Says that it was put away. */
  done: string;
  onClose: () => void;
}

/** A secret, the only time that anybody sees it: it closes by its button alone, so that nobody loses it with a touch beside it. */
export function OnceDialog({ title, secret, label, warning, lost, copy, done, onClose }: OnceDialogProps) {
  const t = useUi();
  const fixed = { closeOnClickOutside: false, closeOnEscape: false, withCloseButton: false };
  return (
    <Modal opened onClose={onClose} title={title} size="lg" {...fixed}>
      <Stack>
        {secret === null ? (
          <Notice tone="error">{lost}</Notice>
        ) : (
          <>
            <Notice tone="warning">{warning}</Notice>
            <Secret secret={secret} label={label} copy={copy} />
          </>
        )}
        <Group justify="flex-end">
          <Button variant={secret === null ? 'filled' : 'default'} onClick={onClose}>
            {secret === null ? t('close') : done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Secret({ secret, label, copy }: { secret: string; label: string; copy: string }) {
  const t = useUi();
  const id = useId();
  const [copied, setCopied] = useState<boolean | null>(null);
  const toClipboard = () => {
    // Without TLS a browser has no clipboard for a page.
    const written = navigator.clipboard?.writeText(secret) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <>
      <div>
        <p id={id} className={classes.label}>
          {label}
        </p>
        <code className={classes.secret} aria-labelledby={id} role="group">
          {secret}
        </code>
      </div>
      <Group>
        <Button onClick={toClipboard} leftSection={<Icon size={18} aria-hidden="true" />} data-autofocus>
          {copy}
        </Button>
        <span role="status">{copied === null ? '' : t(copied ? 'once.copied' : 'once.select')}</span>
      </Group>
    </>
  );
}
