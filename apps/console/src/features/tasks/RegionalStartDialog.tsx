import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import type { CommandResult, PlaybookTask, PlaybookVersion, RegionalIncident } from '#libs/contracts';
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

interface RegionalStartDialogProps {
  regional: Pick<RegionalIncident, 'id' | 'reference'>;
  standing: Omit<CommandResult<'incident.regional.tasks'>, 'items'>;
  onClose: () => void;
}

/** Chooses a playbook, shows which tasks would be whose and on how many incidents, and starts it. */
export function RegionalStartDialog(props: RegionalStartDialogProps) {
  const { regional, standing, onClose } = props;
  const underWay = standing.runs.filter(({ reversedAt }) => reversedAt === null).map(({ code }) => code);
  return (
    <ChoosePlaybook reference={regional.reference} underWay={underWay} onClose={onClose}>
      {(chosen) => <Start {...props} chosen={chosen} isUnderWay={underWay.includes(chosen.code)} />}
    </ChoosePlaybook>
  );
}

interface StartProps extends RegionalStartDialogProps {
  chosen: PlaybookVersion;
  isUnderWay: boolean;
}

function Start({ regional, standing, chosen, isUnderWay, onClose }: StartProps) {
  const t = useTasksTexts();
  const ui = useUi();
  const [id] = useState(newId);
  const start = useWrite('startRegionalPlaybook', touchedByTask);
  const { code, version, definition } = chosen;
  const ours = partOf(definition.tasks, 'agency');
  const theirs = partOf(definition.tasks, 'facility');
  const leftOut = standing.underWay.find((one) => one.code === code)?.incidents ?? 0;
  const gets = standing.openIncidents - leftOut;
  const send = () =>
    start.mutate(
      { id, regionalId: regional.id, code, version },
      {
        onSuccess: ({ given, leftOut: out }) => {
          const done = given > 0 ? t('regionalStart.done', { count: given }) : t('regionalStart.doneAgency');
          const said = out > 0 ? `${done} ${t('regionalStart.leftOut', { count: out })}` : done;
          notifications.show({ message: said, color: 'teal' });
          onClose();
        },
      },
    );
  return (
    <>
      {isUnderWay ? (
        <Notice>{t('regionalStart.underWay')}</Notice>
      ) : (
        <>
          <Part label={t('regionalStart.agency')} tasks={ours} />
          <Part label={t('regionalStart.facilities')} tasks={theirs}>
            {gets > 0 ? t('regionalStart.gets', { count: gets }) : t('regionalStart.getsNone')}
            {leftOut > 0 && ` ${t('regionalStart.leftOut', { count: leftOut })}`}
          </Part>
        </>
      )}
      {start.error && <ErrorNotice error={start.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {ui('confirm.cancel')}
        </Button>
        <Button loading={start.isPending} disabled={isUnderWay} onClick={send}>
          {t('startDialog.act', { count: ours.length + gets * theirs.length })}
        </Button>
      </Group>
    </>
  );
}

/** The tasks of one side: they wait for each other alone. */
function partOf(tasks: readonly PlaybookTask[], side: PlaybookTask['side']): PlaybookTask[] {
  const part = tasks.filter((task) => task.side === side);
  const codes = new Set(part.map(({ code }) => code));
  return part.map((task) => ({ ...task, after: task.after.filter((code) => codes.has(code)) }));
}

interface PartProps {
  label: string;
  tasks: readonly PlaybookTask[];
  children?: ReactNode;
}

/** What one side would have to do. */
function Part({ label, tasks, children }: PartProps) {
  if (tasks.length === 0) return null;
  return (
    <section aria-label={label}>
      <h3 className={classes.part}>{label}</h3>
      {children && <p className={classes.soft}>{children}</p>}
      <PlaybookTasks tasks={tasks} />
    </section>
  );
}
