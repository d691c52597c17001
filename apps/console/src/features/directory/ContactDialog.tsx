import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { commands, type ContactPoint, type Locale } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import classes from './Directory.module.css';
import { useDirectoryTexts } from './useDirectoryTexts.js';

const { request: SaveContact } = commands['directory.contact.save'];
const fields = ['label', 'name', 'phone', 'email'] as const;
type Field = (typeof fields)[number];

interface ContactDialogProps {
  facilityId: string;
  /** Null for a new one. */
  contact: ContactPoint | null;
  onClose: () => void;
}

export function ContactDialog({ facilityId, contact, onClose }: ContactDialogProps) {
  const t = useDirectoryTexts();
  const [first] = useState(() => ({
    id: contact?.id ?? newId(),
    label: contact?.label ?? '',
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    email: contact?.email ?? '',
    outside: contact?.outside ?? true,
    locale: contact?.locale ?? ('fr' as Locale),
  }));
  const draft = useDraft(`contact:${facilityId}:${contact?.id ?? 'new'}`, first);
  const form = draft.value;
  const change = (part: Partial<typeof form>) => draft.set((old) => ({ ...old, ...part }));
  const [wrong, setWrong] = useState<ReadonlySet<Field>>(new Set());
  const save = useWrite('saveContact', ['contacts']);

  const send = () => {
    const body = { ...form, facilityId, phone: form.phone.trim() || null, email: form.email.trim() || null };
    const checked = SaveContact.safeParse(body);
    if (!checked.success) {
      const places = new Set(checked.error.issues.map(({ path }) => String(path[0])));
      // The contract names the mail when both are missing; people look at the telephone first.
      if (body.phone === null && body.email === null) places.add('phone').delete('email');
      setWrong(new Set(fields.filter((field) => places.has(field))));
      return;
    }
    save.mutate(body, { onSuccess: discard });
  };
  const discard = () => {
    draft.clear();
    onClose();
  };

  const input = (field: Field) => ({
    label: t(`contacts.${field}`),
    value: form[field],
    error: wrong.has(field) && t(`contacts.wrong.${field}`),
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  });

  return (
    <ConfirmDialog
      opened
      title={contact ? t('contacts.edit', { name: contact.name }) : t('contacts.create')}
      act={t('contacts.save')}
      busy={save.isPending}
      error={save.error}
      onAct={send}
      onClose={onClose}
      onCancel={discard}
    >
      {draft.restored && <p className={classes.soft}>{t('contacts.restored')}</p>}
      <fieldset disabled={save.isPending} className={classes.fields}>
        <TextInput {...input('name')} autoComplete="name" data-autofocus />
        <TextInput
          {...input('label')}
          description={t('contacts.labelHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <TextInput {...input('phone')} type="tel" autoComplete="tel" />
        <TextInput {...input('email')} type="email" autoComplete="email" />
        <NativeSelect
          label={t('contacts.language')}
          value={form.locale}
          data={[
            { value: 'fr', label: t('contacts.fr') },
            { value: 'en', label: t('contacts.en') },
          ]}
          onChange={(event) => change({ locale: event.currentTarget.value === 'en' ? 'en' : 'fr' })}
        />
        <Checkbox
          className={classes.wide}
          label={t('contacts.outside')}
          checked={form.outside}
          onChange={(event) => change({ outside: event.currentTarget.checked })}
        />
      </fieldset>
      <KeptMark state={save.isPending ? 'sending' : draft.state} />
    </ConfirmDialog>
  );
}
