import { Button, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { CallDraft, CallDraftSummary } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './OpenCalls.module.css';
import { useHolding } from './useHolding.js';
import { useOnBehalfTexts } from './useOnBehalfTexts.js';

/** No event tells of a call: it is read again so often. */
const EVERY_MS = 15_000;

interface OpenCallsProps {
  /** The call that is typed here. */
  own: string;
  /** What is typed here is at the agency, or nothing is typed: another call may take its place. */
  free: boolean;
  onGoOn: (call: CallDraft) => void;
}

/** The other calls that are not ended: whoever is free goes on with one where it stands. In a dialog, so that nothing moves under who types. */
export function OpenCalls({ own, free, onGoOn }: OpenCallsProps) {
  const t = useOnBehalfTexts();
  const [opened, setOpened] = useState(false);
  const { data } = useRead('callDrafts', {}, { everyMs: EVERY_MS });
  const holding = useHolding();
  const others = data?.items.filter(({ callDraftId }) => callDraftId !== own) ?? [];
  if (others.length === 0) return null;
  return (
    <>
      <Button variant="light" onClick={() => setOpened(true)}>
        {t('calls.open', { count: others.length })}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('calls.title')} size="lg">
        <Stack>
          <p className={classes.lead}>{t('calls.lead')}</p>
          {!free && <Notice tone="warning">{t('calls.notYet')}</Notice>}
          <ul className={classes.list}>
            {others.map((item) => (
              <OpenCall
                key={item.callDraftId}
                item={item}
                disabled={!free || holding.isPending}
                onGoOn={() => holding.mutate(item.callDraftId, { onSuccess: onGoOn })}
              />
            ))}
          </ul>
          {holding.error && <ErrorNotice error={holding.error} />}
        </Stack>
      </Modal>
    </>
  );
}

function OpenCall({ item, disabled, onGoOn }: { item: CallDraftSummary; disabled: boolean; onGoOn: () => void }) {
  const t = useOnBehalfTexts();
  const nameOf = usePersonName();
  const { personId } = useIdentity();
  const facility = useFacilities().get(item.facilityId ?? '');
  const caller = item.caller.trim() || t('calls.unknownCaller');
  const act = item.heldBy === personId ? t('calls.goOn') : t('calls.takeOver');
  return (
    <li className={classes.call}>
      <span className={classes.who}>
        <strong>{facility?.name ?? t('calls.unknownFacility')}</strong>
        <span>{caller}</span>
        <span className={classes.soft}>
          {t('calls.typedBy', { name: nameOf(item.heldBy) })}{' '}
          <Moment at={item.keptAt} territory={facility?.territory} />
        </span>
      </span>
      <Button variant="light" disabled={disabled} aria-label={`${act} – ${facility?.name ?? caller}`} onClick={onGoOn}>
        {act}
      </Button>
    </li>
  );
}
