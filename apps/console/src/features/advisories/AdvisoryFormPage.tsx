import { useState } from 'react';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useConfiguration } from '../../shared/session/session.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import { AdvisoryEditor } from './AdvisoryEditor.js';
import { formOf, newForm } from './form.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** A new advisory; `?regional=`, `?csaf=`, `?title=` and `?kind=` begin it. */
export function NewAdvisoryPage() {
  const t = useAdvisoriesTexts();
  const [search] = useSearchParams();
  const from = {
    regionalId: search.get('regional'),
    csafId: search.get('csaf'),
    title: search.get('title') ?? '',
    kind: search.get('kind') === 'exercise' ? ('exercise' as const) : ('real' as const),
  };
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
