import { useState } from 'react';
import { useDraft } from '../../shared/draft/useDraft.js';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Page } from '../../shared/ui/Page.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import { DeclareFormView } from './DeclareForm.js';
import { newDraft } from './draft.js';
import { ReceiptView } from './ReceiptView.js';
import { useDeclareTexts } from './useDeclareTexts.js';

export function DeclarePage() {
  const t = useDeclareTexts();
  const identity = useIdentity();
  const facilities = facilitiesWhere(identity, 'incident.declare');
  const { zone } = useZone(facilities[0]?.territory);
  const make = () => newDraft(facilities.length === 1 ? facilities[0]!.id : '', identity.displayName, new Date(), zone);
  const [start] = useState(make);
  const draft = useDraft('declaration', start);

  if (facilities.length === 0) {
    return (
      <Page title={t('title')} width="narrow">
        <EmptyState title={t('none.title')}>
          <p>{t('none.text')}</p>
        </EmptyState>
      </Page>
    );
  }
  const { receipt, form } = draft.value;
  return (
    <Page
      title={receipt ? t('receipt.title') : t('title')}
      lead={receipt ? t('receipt.lead') : t('lead')}
      width="narrow"
      key={receipt ? 'receipt' : 'form'}
    >
      <ExerciseFrame kind={form.exercise ? 'exercise' : 'real'} />
      {!draft.ready && <Waiting rows={5} height={72} />}
      {draft.ready && receipt && (
        <ReceiptView draft={draft.value} facilities={facilities} onLeave={() => draft.clear(make())} />
      )}
      {draft.ready && !receipt && (
        <DeclareFormView draft={draft} facilities={facilities} onStartOver={() => draft.clear(make())} />
      )}
    </Page>
  );
}
