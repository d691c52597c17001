import type { Sighting } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { shownValue } from './Value.js';

/** Takes an indicator back, with a reason: it is kept and can come again. */
export function WithdrawDialog({ sighting, onClose }: { sighting: Sighting; onClose: () => void }) {
  const t = useIndicatorsTexts();
  const { id: sightingId, incidentId, version } = sighting;
  const write = useWrite('withdrawIndicator', ['indicators', 'journal', 'searchIndicators']);
  return (
    <ReasonDialog
      draft={`withdraw-indicator:${sightingId}`}
      title={t('withdrawTitle', { value: shownValue(sighting) })}
      act={t('withdraw')}
      busy={write.isPending}
      error={write.error}
      onClose={onClose}
      onSend={(reason, sent) => write.mutate({ incidentId, sightingId, version, reason }, { onSuccess: sent })}
    >
      <p className={classes.soft}>{t('withdrawHelp')}</p>
    </ReasonDialog>
  );
}
