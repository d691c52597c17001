import { Modal } from '@mantine/core';
import type { Incident, SimilarIncident } from '#libs/contracts';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { parentsOf } from './parents.js';
import classes from './similar.module.css';
import { useLinking } from './useLinking.js';
import { useSimilarTexts } from './useSimilarTexts.js';

interface LinkPairDialogProps {
  incident: Incident;
  other: SimilarIncident;
  onClose: () => void;
}

/** Links the two, in one step: under the parent that one of them has, or under a new one. */
export function LinkPairDialog({ incident, other, onClose }: LinkPairDialogProps) {
  const t = useSimilarTexts();
  const parents = parentsOf(incident, other);
  const linking = useLinking(incident, `similar-link:${incident.id}:${other.incidentId}`, {
    message: t('linked', { reference: other.reference }),
    onClose,
  });
  const send = () => {
    linking.check();
    if (parents === 'other' && other.regional) linking.under(other.regional.id, [incident.id]);
    else if (parents === 'own' && incident.regionalId) linking.under(incident.regionalId, [other.incidentId]);
    else linking.underNew([incident.id, other.incidentId]);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('linkTitle', { one: incident.reference, other: other.reference })}
    >
      <DialogForm act={t('linkAct')} {...linking.form} onSend={send} onClose={onClose}>
        <p className={classes.excerpt}>{t('linkText')}</p>
        {other.regional && (
          <p className={classes.excerpt}>
            {t('under', { reference: other.regional.reference, title: other.regional.title })}
          </p>
        )}
        {parents === 'none' && linking.name}
      </DialogForm>
    </Modal>
  );
}
