import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { nextIncidentState, type IncidentState, type IncidentSummary } from '#libs/contracts';
import { call } from '../../shared/api/call.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { ManyProgress } from './ManyProgress.js';
import { QualifyManyDialog } from './QualifyManyDialog.js';
import classes from './StepsOfMany.module.css';
import { useIncidentsTexts } from './useIncidentsTexts.js';
import { useMany } from './useMany.js';

const routes = {
  take: 'takeIncident',
  acknowledge: 'acknowledgeIncident',
  resolve: 'resolveIncident',
  close: 'closeIncident',
} as const;
type Plain = keyof typeof routes;
type Step = Plain | 'qualify';
const steps: readonly Step[] = ['take', 'acknowledge', 'qualify', 'resolve', 'close'];

/** Nothing is taken over or qualified anew by the dozen: these are for what nobody has, or has judged. */
function isOpenTo(step: Step, state: IncidentState): boolean {
  if (step === 'take') return state === 'declared';
  if (step === 'qualify') return state === 'acknowledged';
  return nextIncidentState(state, step) !== null;
}

interface Choice<Chosen extends Step = Step> {
  step: Chosen;
  rows: readonly IncidentSummary[];
  left: number;
}

/** The same step for many incidents: offered with how many it is for. */
export function StepsOfMany({ rows, onDone }: { rows: readonly IncidentSummary[]; onDone: () => void }) {
  const t = useIncidentsTexts();
  const [choice, setChoice] = useState<Choice | null>(null);
  const close = () => setChoice(null);
  const done = () => {
    setChoice(null);
    onDone();
  };
  const offered = steps
    .map((step): Choice => {
      const fitting = rows.filter(({ state }) => isOpenTo(step, state));
      return { step, rows: fitting, left: rows.length - fitting.length };
    })
    .filter((one) => one.rows.length > 0);
  return (
    <>
      <Menu position="top-end">
        <Menu.Target>
          <Button variant="default" disabled={offered.length === 0} rightSection={<IconChevronDown size={18} />}>
            {t('many.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((one) => (
            <Menu.Item key={one.step} onClick={() => setChoice(one)}>
              {t(`many.${one.step}`, { count: one.rows.length })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {choice && isPlain(choice) && <Confirmed choice={choice} onClose={close} onDone={done} />}
      {choice?.step === 'qualify' && (
        <QualifyManyDialog rows={choice.rows} left={choice.left} onClose={close} onDone={done} />
      )}
    </>
  );
}

const isPlain = (choice: Choice): choice is Choice<Plain> => choice.step !== 'qualify';

interface ConfirmedProps {
  choice: Choice<Plain>;
  onClose: () => void;
  onDone: () => void;
}

function Confirmed({ choice, onClose, onDone }: ConfirmedProps) {
  const t = useIncidentsTexts();
  const { step, rows, left } = choice;
  const many = useMany((incidentId, key) => call(routes[step], { incidentId }, { key }));
  const { run, busy, failed, error } = many;
  const count = rows.length;
  const act = async () => {
    if (!(await run(rows))) return;
    notifications.show({ message: t(`many.done.${step}`, { count }), color: 'teal' });
    onDone();
  };
  return (
    <ConfirmDialog
      opened
      title={t(`many.${step}`, { count })}
      act={failed.length > 0 ? t('many.again', { count: failed.length }) : t(`many.${step}`, { count })}
      busy={busy}
      error={error}
      onAct={() => void act()}
      onClose={busy ? () => undefined : onClose}
    >
      <p className={classes.plain}>{t(`many.text.${step}`, { count })}</p>
      {left > 0 && <p className={classes.plain}>{t('many.left', { count: left })}</p>}
      <ManyProgress of={many} count={count} />
    </ConfirmDialog>
  );
}
