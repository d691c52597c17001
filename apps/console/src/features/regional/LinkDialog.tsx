import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { Tlp, type IncidentSummary } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { Choice } from '../../shared/ui/Choice.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { idFor, isRecorded } from '../../shared/ui/EntryForm.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { commonSupplier } from './commonSupplier.js';
import { linkDraftName } from './linkDraftName.js';
import { regionalTouches } from './touches.js';
import { useRegionalTexts } from './useRegionalTexts.js';

interface LinkDialogProps {
  incidents: readonly IncidentSummary[];
  onClose: () => void;
  onLinked: () => void;
}

/** Links the selected declarations under a regional incident, new or open. */
export function LinkDialog({ incidents, onClose, onLinked }: LinkDialogProps) {
  const t = useRegionalTexts();
  const free = incidents.filter(({ regionalId }) => regionalId === null);
  const linked = incidents.filter(({ regionalId }) => regionalId !== null);
  const mixed = new Set(free.map(({ kind }) => kind)).size > 1;
  return (
    <Modal opened onClose={onClose} size="lg" title={t('link.title', { count: free.length })}>
      <Stack>
        {linked.length > 0 && (
          <Notice tone="warning">
            {t('link.already', { references: linked.map(({ reference }) => reference).join(', ') })}
          </Notice>
        )}
        {mixed && <Notice tone="error">{t('link.mixed')}</Notice>}
        {free.length === 0 && <Notice tone="warning">{t('link.none')}</Notice>}
        {!mixed && free.length > 0 && <LinkForm incidents={free} onClose={onClose} onLinked={onLinked} />}
      </Stack>
    </Modal>
  );
}

interface LinkDraft {
  where: 'create' | 'existing';
  title: string;
  supplier: string;
  tlp: Tlp;
  chosen: string;
}

const startOf = (incidents: readonly IncidentSummary[]): LinkDraft => ({
  where: 'create',
  title: '',
  supplier: commonSupplier(incidents),
  tlp: 'AMBER',
  chosen: '',
});

function LinkForm({ incidents, onClose, onLinked }: LinkDialogProps) {
  const t = useRegionalTexts();
  const ui = useUi();
  const kind = incidents[0]?.kind ?? 'real';
  const open = useRead('regionalIncidents', { state: 'open', limit: 200 });
  const existing = open.data?.items.filter((regional) => regional.kind === kind) ?? [];
  const [start] = useState(() => startOf(incidents));
  const incidentIds = incidents.map((incident) => incident.id);
  const draft = useDraft(linkDraftName(incidentIds), start);
  // Of the regional incident to come: one for one text, so that it is created once, and not kept with what is typed.
  const [attempt, setAttempt] = useState({ id: newId(), sent: '' });
  const { where, title, supplier, tlp, chosen } = draft.value;
  const change = (part: Partial<LinkDraft>) => draft.set((old) => ({ ...old, ...part }));
  const [checked, setChecked] = useState(false);
  const create = useWrite('createRegional', regionalTouches);
  const link = useWrite('linkRegional', regionalTouches);
  const busy = create.isPending || link.isPending;
  const count = incidents.length;
  const onSuccess = () => {
    draft.clear(startOf(incidents));
    notifications.show({ message: t('link.done', { count }), color: 'teal' });
    onLinked();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (where === 'create' && title.trim() !== '') {
      const body = { title, supplier: supplier.trim() || null, kind, tlp, incidentIds };
      const sent = JSON.stringify(body);
      const id = idFor(attempt, sent);
      setAttempt({ id, sent });
      create.mutate({ id, ...body }, { onSuccess, onError: (error) => isRecorded(error) && onSuccess() });
    }
    if (where === 'existing' && chosen !== '') link.mutate({ regionalId: chosen, incidentIds }, { onSuccess });
  };
  const error = create.error ?? link.error;

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {existing.length > 0 && (
          <Choice
            label={t('link.where')}
            options={(['create', 'existing'] as const).map((value) => ({ value, label: t(`link.${value}`) }))}
            value={where}
            onChange={(value) => change({ where: value })}
          />
        )}
        {where === 'create' ? (
          <>
            <TextInput
              label={t('link.name')}
              description={t('link.nameHelp')}
              data-autofocus
              maxLength={200}
              value={title}
              error={checked && title.trim() === '' && t('link.needed')}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            <TextInput
              label={t('link.supplier')}
              maxLength={120}
              value={supplier}
              onChange={(event) => change({ supplier: event.currentTarget.value })}
            />
            <Choice
              label={t('link.tlp')}
              options={Tlp.options.map((value) => ({ value, label: <TlpMark tlp={value} /> }))}
              value={tlp}
              onChange={(value) => change({ tlp: value })}
            />
          </>
        ) : (
          <NativeSelect
            label={t('link.which')}
            value={chosen}
            error={checked && chosen === '' && t('link.needed')}
            data={[
              { value: '', label: ui('select.none') },
              ...existing.map((regional) => ({
                value: regional.id,
                label: `${regional.reference} · ${regional.title} (${regional.incidentCount})`,
              })),
            ]}
            onChange={(event) => change({ chosen: event.currentTarget.value })}
          />
        )}
        <Notice>{t('link.told')}</Notice>
        {error && <ErrorNotice error={error} />}
        <Group justify="space-between">
          <KeptMark state={busy ? 'sending' : draft.state} />
          <Group ml="auto">
            <Button variant="default" onClick={onClose}>
              {ui('confirm.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('link.submit', { count })}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
