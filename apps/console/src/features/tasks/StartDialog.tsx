import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Incident, PlaybookVersion } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { PlaybookTasks } from '../playbooks/PlaybookTasks.js';
import { ChoosePlaybook } from './ChoosePlaybook.js';
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
  const { incident, underWay, onClose } = props;
  return (
    <ChoosePlaybook reference={incident.reference} underWay={underWay} onClose={onClose}>
      {(chosen) => <Start {...props} chosen={chosen} />}
    </ChoosePlaybook>
  );
}

function Start({ incident, underWay, chosen, onClose }: StartDialogProps & { chosen: PlaybookVersion }) {
  const t = useTasksTexts();
  const ui = useUi();
  const [id] = useState(newId);
  const start = useWrite('startPlaybook', touchedByTask);
  const { code, version, definition } = chosen;
  const isUnderWay = underWay.includes(code);
  const send = () =>
    start.mutate(
      { id, incidentId: incident.id, code, version },
      {
        onSuccess: (run) => {
          notifications.show({ message: t(run.id === id ? 'startDialog.done' : 'startDialog.already'), color: 'teal' });
          onClose();
        },
      },
    );
  return (
    <>
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
    </>
  );
}
