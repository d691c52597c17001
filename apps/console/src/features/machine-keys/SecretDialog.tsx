import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { CommandResult } from '#libs/contracts';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './MachineKeys.module.css';
import { useMachineKeysTexts } from './useMachineKeysTexts.js';

interface SecretDialogProps {
  of: CommandResult<'directory.machine-key.create'>;
  onClose: () => void;
}

/** The secret, once: it closes by its button alone, so that nobody loses it with a touch beside it. */
export function SecretDialog({ of: { name, secret }, onClose }: SecretDialogProps) {
  const t = useMachineKeysTexts();
  const fixed = { closeOnClickOutside: false, closeOnEscape: false, withCloseButton: false };
  return (
    <Modal opened onClose={onClose} title={t('secret.title')} size="lg" {...fixed}>
      <Stack>
        {secret === null ? <Notice tone="error">{t('secret.lost')}</Notice> : <Secret name={name} secret={secret} />}
        <Group justify="flex-end">
          <Button variant={secret === null ? 'filled' : 'default'} onClick={onClose}>
            {t(secret === null ? 'secret.close' : 'secret.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Secret({ name, secret }: { name: string; secret: string }) {
  const t = useMachineKeysTexts();
  const id = useId();
  const [copy, setCopy] = useState<'none' | 'done' | 'refused'>('none');
  const toClipboard = () => {
    // Without TLS a browser has no clipboard for a page.
    const written = navigator.clipboard?.writeText(secret) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopy('done'),
      () => setCopy('refused'),
    );
  };
  return (
    <>
      <Notice tone="warning">{t('secret.warning')}</Notice>
      <div>
        <p id={id} className={classes.label}>
          {t('secret.label', { name })}
        </p>
        <code className={classes.secret} aria-labelledby={id} role="group">
          {secret}
        </code>
      </div>
      <Group>
        <Button
          onClick={toClipboard}
          leftSection={
            copy === 'done' ? <IconCheck size={18} aria-hidden="true" /> : <IconCopy size={18} aria-hidden="true" />
          }
          data-autofocus
        >
          {t('secret.copy')}
        </Button>
        <span role="status">{copy === 'done' ? t('secret.copied') : copy === 'refused' ? t('secret.select') : ''}</span>
      </Group>
    </>
  );
}
