import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CommandResult, ContactPoint } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './MachineKeys.module.css';
import { SecretDialog } from './SecretDialog.js';
import { useMachineKeysTexts } from './useMachineKeysTexts.js';

const DAYS = ['30', '90', '180', '365'] as const;
type Days = (typeof DAYS)[number];
type Created = CommandResult<'directory.machine-key.create'>;

interface CreateKeyDialogProps {
  facilityId: string;
  onClose: () => void;
}

/** Asks for what a key needs, makes it, and shows its secret: the only time that anybody sees it. */
export function CreateKeyDialog({ facilityId, onClose }: CreateKeyDialogProps) {
  const t = useMachineKeysTexts();
  const [made, setMade] = useState<Created | null>(null);
  const contacts = useRead('contacts', { facilityId });
  if (made) return <SecretDialog of={made} onClose={onClose} />;
  const outside = contacts.data?.items.filter((contact) => contact.outside);
  if (outside?.length === 0) {
    return (
      <ConfirmDialog opened title={t('create.title')} act={t('secret.close')} onAct={onClose} onClose={onClose}>
        <Notice tone="warning">{t('create.noContact')}</Notice>
      </ConfirmDialog>
    );
  }
  return <KeyForm facilityId={facilityId} contacts={outside ?? []} onMade={setMade} onClose={onClose} />;
}

interface KeyFormProps extends CreateKeyDialogProps {
  contacts: readonly ContactPoint[];
  onMade: (made: Created) => void;
}

function KeyForm({ facilityId, contacts, onMade, onClose }: KeyFormProps) {
  const t = useMachineKeysTexts();
  const [id] = useState(newId);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [days, setDays] = useState<Days>('365');
  const [asked, setAsked] = useState(false);
  const create = useWrite('createMachineKey', ['machineKeys']);
  const contactId = chosen ?? contacts[0]?.id;

  const send = () => {
    setAsked(true);
    if (name.trim() === '' || contactId === undefined) return;
    const body = { id, facilityId, name, contactId, scopes: ['declare' as const], validDays: Number(days) };
    create.mutate(body, { onSuccess: onMade });
  };

  return (
    <ConfirmDialog
      opened
      title={t('create.title')}
      act={t('create.act')}
      busy={create.isPending}
      error={create.error}
      onAct={send}
      onClose={onClose}
    >
      <fieldset disabled={create.isPending} className={classes.fields}>
        <TextInput
          label={t('create.name')}
          description={t('create.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={80}
          value={name}
          error={asked && name.trim() === '' && t('create.wrong.name')}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <NativeSelect
          label={t('create.contact')}
          description={t('create.contactHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={contactId ?? ''}
          data={contacts.map((contact) => ({ value: contact.id, label: `${contact.name} (${contact.label})` }))}
          error={asked && contactId === undefined && t('create.wrong.contact')}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('create.days')}
          value={days}
          data={DAYS.map((value) => ({ value, label: t(`create.for.${value}`) }))}
          onChange={(event) => setDays(event.currentTarget.value as Days)}
        />
      </fieldset>
    </ConfirmDialog>
  );
}
