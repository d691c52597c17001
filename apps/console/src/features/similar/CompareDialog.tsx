import { Button, Group, Modal, Stack } from '@mantine/core';
import type { Incident, SimilarIncident } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { Compared } from './Compared.js';
import { parentsOf } from './parents.js';
import { Reasons } from './Reasons.js';
import classes from './similar.module.css';
import { useSimilarTexts } from './useSimilarTexts.js';

interface CompareDialogProps {
  incident: Incident;
  other: SimilarIncident;
  leads: boolean;
  onLink: () => void;
  onClose: () => void;
}

/** Two incidents side by side: what is the same, what differs, and the way to link them. */
export function CompareDialog({ incident, other, leads, onLink, onClose }: CompareDialogProps) {
  const t = useSimilarTexts();
  const ui = useUi();
  const whole = useRead('incident', { incidentId: other.incidentId });
  const twoParents = parentsOf(incident, other) === 'two';
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('compareTitle', { one: incident.reference, other: other.reference })}
    >
      <Stack>
        <Reasons of={other} />
        <p className={classes.soft}>{t('compareLead')}</p>
        <Loaded from={whole} rows={6}>
          {(second) => <Compared one={incident} other={second} />}
        </Loaded>
        {twoParents && <Notice tone="warning">{t('twoParents')}</Notice>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {ui('confirm.cancel')}
          </Button>
          {leads && !twoParents && (
            <Button data-autofocus onClick={onLink}>
              {other.regional ? t('linkTo', { reference: other.regional.reference }) : t('link')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
