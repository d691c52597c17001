import { Link, useLocation } from 'react-router';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Page } from '../../shared/ui/Page.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import { DeclareFormView } from './DeclareForm.js';
import { useDeclaring, type Declaring } from './declaring.js';
import { LastReceipt } from './LastReceipt.js';
import { ReceiptView } from './ReceiptView.js';
import { useDeclareTexts } from './useDeclareTexts.js';

export function DeclarePage() {
  const t = useDeclareTexts();
  const declaring = useDeclaring();
  const { key } = useLocation();
  if (!declaring) {
    return (
      <Page title={t('title')} width="narrow">
        <EmptyState title={t('none.title')}>
          <p>{t('none.text')}</p>
        </EmptyState>
      </Page>
    );
  }
  // The receipt is shown to the visit in which it came; the next visit is a new declaration.
  const arrived = declaring.arrivedIn === key && declaring.last.value;
  if (!arrived) return <Form declaring={declaring} />;
  return (
    <Page title={t('receipt.title')} lead={t('receipt.lead')} width="narrow" key="receipt">
      <ExerciseFrame kind={arrived.kind} />
      <ReceiptView declared={arrived} facilities={declaring.facilities} />
    </Page>
  );
}

function Form({ declaring }: { declaring: Declaring }) {
  const t = useDeclareTexts();
  const { draft, last, facilities } = declaring;
  const ready = draft.ready && last.ready;
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow" key="form">
      <ExerciseFrame kind={draft.value.form.exercise ? 'exercise' : 'real'} />
      {!ready && <Waiting rows={5} height={72} />}
      {ready && (
        <>
          {last.value && <LastReceipt declared={last.value} facilities={facilities} onHide={() => last.clear(null)} />}
          <DeclareFormView {...declaring} />
          <p>
            {t('relay.question')} <Link to="/relay">{t('relay.open')}</Link>
          </p>
        </>
      )}
    </Page>
  );
}
