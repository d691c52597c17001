import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CareService, type CommandResult, type Kind } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';
import { useConfiguration } from '../../shared/session/session.js';
import { Choice, Choices } from '../../shared/ui/Choice.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { OnceDialog } from '../../shared/ui/OnceDialog.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './care.module.css';
import { useCareTexts } from './useCareTexts.js';

const DAYS = ['1', '7', '30'] as const;
type Days = (typeof DAYS)[number];
type Made = CommandResult<'incident.samu-link.create'>;

/** Makes a link, and shows it: the only time that anybody sees it. */
export function LinkDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null);
  return made ? <Once of={made} onClose={onClose} /> : <LinkForm onMade={setMade} onClose={onClose} />;
}

function LinkForm({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const t = useCareTexts();
  const w = useWords();
  const known = useConfiguration().territories;
  const [id] = useState(newId);
  const [label, setLabel] = useState('');
  const [territories, setTerritories] = useState<string[]>(known[0] ? [known[0].code] : []);
  const [services, setServices] = useState<CareService[]>([]);
  const [kind, setKind] = useState<Kind>('real');
  const [days, setDays] = useState<Days>('7');
  const [asked, setAsked] = useState(false);
  const create = useWrite('createSamuLink', ['samuLinks']);
  const send = () => {
    setAsked(true);
    if (label.trim() === '' || territories.length === 0) return;
    create.mutate({ id, label, kind, territories, services, validDays: Number(days) }, { onSuccess: onMade });
  };
  return (
    <ConfirmDialog
      opened
      title={t('links.createTitle')}
      act={t('links.createAct')}
      busy={create.isPending}
      error={create.error}
      onAct={send}
      onClose={onClose}
    >
      <fieldset disabled={create.isPending} className={classes.fields}>
        <TextInput
          label={t('links.label')}
          description={t('links.labelHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={80}
          value={label}
          error={asked && label.trim() === '' && t('links.wrong.label')}
          onChange={(event) => setLabel(event.currentTarget.value)}
          data-autofocus
        />
        <Choices
          label={t('links.territories')}
          options={known.map(({ code, name }) => ({ value: code, label: name }))}
          value={territories}
          error={asked && territories.length === 0 && t('links.wrong.territories')}
          onChange={setTerritories}
        />
        <Choices
          label={t('links.services')}
          description={t('links.servicesHelp')}
          options={CareService.options.map((value) => ({ value, label: w(`careService.${value}`) }))}
          value={services}
          onChange={setServices}
        />
        <Choice
          label={t('board.kind.label')}
          options={(['real', 'exercise'] as const).map((value) => ({ value, label: t(`board.kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <NativeSelect
          label={t('links.days')}
          value={days}
          data={DAYS.map((value) => ({ value, label: t(`links.for.${value}`) }))}
          onChange={(event) => setDays(event.currentTarget.value as Days)}
        />
      </fieldset>
    </ConfirmDialog>
  );
}

function Once({ of: { label, token }, onClose }: { of: Made; onClose: () => void }) {
  const t = useCareTexts();
  return (
    <OnceDialog
      title={t('links.onceTitle')}
      secret={token && `${window.location.origin}/samu/${token}`}
      label={t('links.address', { label })}
      warning={t('links.once')}
      lost={t('links.lost')}
      copy={t('links.copy')}
      done={t('links.done')}
      onClose={onClose}
    />
  );
}
