import { useState } from 'react';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useConfiguration } from '../../shared/session/session.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Loaded, Waiting } from '../../shared/ui/Waiting.js';
import { AdvisoryEditor } from './AdvisoryEditor.js';
import { formOf, newForm } from './form.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** A new advisory; `?regional=`, `?csaf=`, `?title=` and `?kind=` begin it. About a regional incident it is for those who declared. */
export function NewAdvisoryPage() {
  const [search] = useSearchParams();
  const from = {
    regionalId: search.get('regional'),
    csafId: search.get('csaf'),
    title: search.get('title') ?? '',
    kind: search.get('kind') === 'exercise' ? ('exercise' as const) : ('real' as const),
  };
  const children = useRead(
    'incidents',
    { regionalId: from.regionalId ?? '', limit: 500 },
    { enabled: !!from.regionalId },
  );
  if (from.regionalId === null) return <Beginning from={{ ...from, facilities: [] }} />;
  return (
    <Loaded from={children}>
      {({ items }) => (
        <Beginning from={{ ...from, facilities: [...new Set(items.map(({ facilityId }) => facilityId))] }} />
      )}
    </Loaded>
  );
}

function Beginning({ from }: { from: Parameters<typeof newForm>[0] }) {
  const t = useAdvisoriesTexts();
  const [start] = useState(() => newForm(from));
  const draft = useDraft(`advisory:new:${from.regionalId ?? from.csafId ?? ''}`, start);
  return draft.ready ? <AdvisoryEditor draft={draft} title={t('form.newTitle')} /> : <Waiting />;
}

export function EditAdvisoryPage() {
  const t = useAdvisoriesTexts();
  const { advisoryId = '' } = useParams();
  const advisory = useRead('advisory', { advisoryId });
  return (
    <LoadedPage from={advisory} title={t('record.title')} back={{ to: '/advisories', label: t('record.back') }}>
      {(known) =>
        known.state === 'draft' ? (
          <Editing key={known.id} advisory={known} />
        ) : (
          <Navigate to={`/advisories/${known.id}`} replace />
        )
      }
    </LoadedPage>
  );
}

function Editing({ advisory }: { advisory: Parameters<typeof formOf>[0] }) {
  const t = useAdvisoriesTexts();
  const { territories } = useConfiguration();
  const saved = formOf(advisory, territories[0]?.zone ?? 'UTC');
  const draft = useDraft(`advisory:${advisory.id}`, saved);
  return draft.ready ? (
    <AdvisoryEditor
      draft={draft}
      saved={saved}
      reference={advisory.reference}
      title={t('form.editTitle', { reference: advisory.reference })}
    />
  ) : (
    <Waiting />
  );
}
