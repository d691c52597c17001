import type { Incident, SimilarIncident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './similar.module.css';
import { useSimilarTexts } from './useSimilarTexts.js';

interface DismissDialogProps {
  incident: Incident;
  other: SimilarIncident;
  onClose: () => void;
}

/** Sets a proposal aside, with the reason. */
export function DismissDialog({ incident, other: { incidentId: otherId, reference }, onClose }: DismissDialogProps) {
  const t = useSimilarTexts();
  const dismiss = useWrite('dismissSimilar', ['similar', 'journal', 'incident']);
  return (
    <ReasonDialog
      draft={`similar-dismiss:${incident.id}:${otherId}`}
      title={t('dismissTitle', { reference })}
      act={t('dismissAct', { reference })}
      line
      busy={dismiss.isPending}
      error={dismiss.error}
      onClose={onClose}
      onSend={(reason, sent) => dismiss.mutate({ incidentId: incident.id, otherId, reason }, { onSuccess: sent })}
    >
      <p className={classes.excerpt}>{t('dismissText')}</p>
    </ReasonDialog>
  );
}
