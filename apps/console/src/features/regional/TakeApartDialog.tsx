import { notifications } from '@mantine/notifications';
import type { IncidentSummary, RegionalIncident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './RegionalPage.module.css';
import { regionalTouches } from './touches.js';
import { useRegionalTexts } from './useRegionalTexts.js';

interface TakeApartDialogProps {
  regional: RegionalIncident;
  incidents: readonly IncidentSummary[];
  onClose: () => void;
}

/** Undoes all links of a regional incident at once: says how many, which, and what stays. */
export function TakeApartDialog({ regional, incidents, onClose }: TakeApartDialogProps) {
  const t = useRegionalTexts();
  const takeApart = useWrite('takeApart', [...regionalTouches, 'similar']);
  const count = regional.incidentCount;
  return (
    <ReasonDialog
      draft={`take-apart:${regional.id}`}
      title={t('apart.title', { reference: regional.reference })}
      act={t('apart.act', { count })}
      line
      busy={takeApart.isPending}
      error={takeApart.error}
      onClose={onClose}
      onSend={(reason, sent) =>
        takeApart.mutate(
          { regionalId: regional.id, reason },
          {
            onSuccess: () => {
              notifications.show({ message: t('apart.done', { count }), color: 'teal' });
              sent();
            },
          },
        )
      }
    >
      <p className={classes.plain}>{t('apart.text', { count })}</p>
      {incidents.length > 0 && (
        <p className={classes.plain}>{incidents.map(({ reference }) => reference).join(', ')}</p>
      )}
      <p className={classes.plain}>{t('apart.stays')}</p>
    </ReasonDialog>
  );
}
