import { Button, Checkbox, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Incident, SimilarIncident } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { useReasons } from './Reasons.js';
import classes from './similar.module.css';
import { useLinking } from './useLinking.js';
import { useSimilarTexts } from './useSimilarTexts.js';

interface LinkManyDialogProps {
  incident: Incident;
  /** Those that stand alone. */
  others: readonly SimilarIncident[];
  onClose: () => void;
}

/** Links those that are chosen with the incident, in one step: under its regional incident, or under a new one. */
export function LinkManyDialog({ incident, others, onClose }: LinkManyDialogProps) {
  const t = useSimilarTexts();
  const facilities = useFacilities();
  const reasonsOf = useReasons();
  const { id: incidentId, regionalId } = incident;
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  // What was linked by somebody else meanwhile is no proposal any more.
  const chosen = others.flatMap((other) => (picked.has(other.incidentId) ? [other.incidentId] : []));
  const count = regionalId === null ? chosen.length + 1 : chosen.length;
  const linking = useLinking(incident, `similar-link-many:${incidentId}`, {
    message: t('manyLinked', { count }),
    onClose,
  });
  const isAll = chosen.length === others.length;
  const toggle = (other: string) => {
    const next = new Set(picked);
    if (!next.delete(other)) next.add(other);
    setPicked(next);
  };
  const send = () => {
    linking.check();
    if (chosen.length === 0) return;
    if (regionalId !== null) linking.under(regionalId, chosen);
    else linking.underNew([incidentId, ...chosen]);
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={t('manyTitle', { reference: incident.reference })}>
      <DialogForm act={t('manyAct', { count })} {...linking.form} onSend={send} onClose={onClose}>
        {regionalId === null && linking.name}
        <Group justify="space-between" gap="xs">
          <span className={linking.checked && chosen.length === 0 ? classes.needed : classes.soft}>
            {t('manyChosen', { chosen: chosen.length, count: others.length })}
          </span>
          <Button
            variant="default"
            onClick={() => setPicked(new Set(isAll ? [] : others.map(({ incidentId: other }) => other)))}
          >
            {isAll ? t('manyNone') : t('manyAll', { count: others.length })}
          </Button>
        </Group>
        <div className={classes.picks} role="group" aria-label={t('list')}>
          {others.map((other) => (
            <Checkbox
              key={other.incidentId}
              label={`${other.reference} · ${facilities.get(other.facilityId)?.name ?? ''}`}
              description={reasonsOf(other)[0]}
              checked={picked.has(other.incidentId)}
              onChange={() => toggle(other.incidentId)}
            />
          ))}
        </div>
        <p className={classes.excerpt}>{t('manyText')}</p>
      </DialogForm>
    </Modal>
  );
}
