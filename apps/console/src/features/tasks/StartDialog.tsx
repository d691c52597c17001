import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Incident, PlaybookVersion } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { newId } from '../../shared/ids/newId.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { PlaybookTasks } from '../playbooks/PlaybookTasks.js';
import classes from './tasks.module.css';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

interface StartDialogProps {
  incident: Pick<Incident, 'id' | 'reference'>;
  /** Playbooks that are under way on it. */
  underWay: readonly string[];
  onClose: () => void;
}

/** Chooses a playbook, shows which tasks it would create, and starts it. */
export function StartDialog(props: StartDialogProps) {
  const t = useTasksTexts();
  const playbooks = useRead('playbooks', {});
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="xl"
      title={t('startDialog.title', { reference: props.incident.reference })}
    >
      <Loaded from={playbooks} rows={6}>
        {({ items }) => <Start latest={latestOf(items)} {...props} />}
      </Loaded>
    </Modal>
  );
}

const latestOf = (items: readonly PlaybookVersion[]): PlaybookVersion[] =>
  [...Map.groupBy(items, ({ code }) => code).values()].flatMap((versions) => versions.at(-1) ?? []);

function Start({ incident, underWay, latest, onClose }: StartDialogProps & { latest: readonly PlaybookVersion[] }) {
  const t = useTasksTexts();
  const ui = useUi();
  const locale = useLocale();
  const [id] = useState(newId);
  const [code, setCode] = useState(latest.find((one) => !underWay.includes(one.code))?.code ?? latest[0]?.code);
  const start = useWrite('startPlaybook', touchedByTask);
  const chosen = latest.find((one) => one.code === code);
  if (!chosen) return null;
  const { definition, version } = chosen;
  const isUnderWay = underWay.includes(chosen.code);
  const send = () =>
    start.mutate(
      { id, incidentId: incident.id, code: chosen.code, version },
      {
        onSuccess: (run) => {
          notifications.show({ message: t(run.id === id ? 'startDialog.done' : 'startDialog.already'), color: 'teal' });
          onClose();
        },
      },
    );
  return (
    <Stack>
      <NativeSelect
        label={t('startDialog.which')}
        data={latest
          .map((one) => ({ value: one.code, label: one.definition.name[locale] }))
          .toSorted((one, other) => one.label.localeCompare(other.label, locale))}
        value={chosen.code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p className={classes.soft}>{definition.summary[locale]}</p>
      {isUnderWay ? (
        <Notice>{t('startDialog.underWay')}</Notice>
      ) : (
        <section aria-label={t('startDialog.preview')}>
          <p className={classes.soft}>{t('startDialog.told')}</p>
          <PlaybookTasks tasks={definition.tasks} />
        </section>
      )}
      {start.error && <ErrorNotice error={start.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {ui('confirm.cancel')}
        </Button>
        <Button loading={start.isPending} disabled={isUnderWay} onClick={send}>
          {t('startDialog.act', { count: definition.tasks.length })}
        </Button>
      </Group>
    </Stack>
  );
}
