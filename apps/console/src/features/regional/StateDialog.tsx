import { notifications } from '@mantine/notifications';
import { type IncidentSummary, type RegionalIncident, openIncidentStates } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { Notice } from '../../shared/ui/Notice.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './RegionalPage.module.css';
import { named } from './named.js';
import { regionalTouches } from './touches.js';
import { useRegionalTexts } from './useRegionalTexts.js';

interface StateDialogProps {
  regional: RegionalIncident;
  incidents: readonly IncidentSummary[];
  onClose: () => void;
}

/** Closes what is open, and reopens what is closed: says why, and what still stands in the way. */
export function StateDialog({ regional: { id: regionalId, reference, state }, incidents, onClose }: StateDialogProps) {
  const t = useRegionalTexts();
  const close = useWrite('closeRegional', regionalTouches);
  const reopen = useWrite('reopenRegional', regionalTouches);
  const [act, write] = state === 'open' ? (['close', close] as const) : (['reopen', reopen] as const);
  const open = act === 'close' ? incidents.filter((incident) => openIncidentStates.includes(incident.state)) : [];
  return (
    <ReasonDialog
      draft={`${act}-regional:${regionalId}`}
      title={t(`moving.${act}.title`, { reference })}
      act={t(`moving.${act}.act`, { reference })}
      line
      busy={write.isPending}
      error={write.error}
      onClose={onClose}
      onSend={(reason, sent) =>
        write.mutate(
          { regionalId, reason },
          {
            onSuccess: () => {
              notifications.show({ message: t(`moving.${act}.done`, { reference }), color: 'teal' });
              sent();
            },
          },
        )
      }
    >
      {open.length > 0 && (
        <Notice tone="warning">
          {t('moving.open', { count: open.length, references: named(open.map((incident) => incident.reference)) })}
        </Notice>
      )}
      <p className={classes.plain}>{t(`moving.${act}.text`)}</p>
    </ReasonDialog>
  );
}
