import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { paperNumber, type PaperForm, type Receipt } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { EntryForm } from './EntryForm.js';
import classes from './Paper.module.css';
import { usePaperTexts } from './usePaperTexts.js';

/** Where the code on a paper form leads: that form, to be typed in. */
export function PaperPage() {
  const t = usePaperTexts();
  const { token = '' } = useParams();
  const form = useRead('openPaper', { token });
  return (
    <LoadedPage from={form} title={t('opening')} back={{ to: '/declare', label: t('declare') }}>
      {(found) => <Sheet key={found.number} form={found} token={token} />}
    </LoadedPage>
  );
}

function Sheet({ form, token }: { form: PaperForm; token: string }) {
  const t = usePaperTexts();
  const w = useWords();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const facility = useFacilities().get(form.facilityId);
  const number = paperNumber(form.number);
  if (receipt) {
    return (
      <Page title={t('done.title')} lead={facility?.name} width="narrow" key="done">
        <Notice
          tone="good"
          spoken
          actions={
            <Button component={Link} to={`/incidents/${receipt.incidentId}`}>
              {t('done.open')}
            </Button>
          }
        >
          <p className={classes.reference}>{receipt.reference}</p>
          <p>{t('done.text')}</p>
        </Notice>
      </Page>
    );
  }
  const name = facility?.name ?? w('unknownFacility');
  return (
    <Page title={t('title', { number })} lead={t('lead', { facility: name })} width="narrow" key="form">
      {form.used ? (
        <Used used={form.used} />
      ) : (
        <EntryForm form={form} token={token} territory={facility?.territory} onReceived={setReceipt} />
      )}
    </Page>
  );
}

function Used({ used: { incidentId, reference } }: { used: NonNullable<PaperForm['used']> }) {
  const t = usePaperTexts();
  return (
    <Notice
      tone="warning"
      title={t('used.title')}
      actions={
        <Button component={Link} to={`/incidents/${incidentId}`}>
          {t('used.open', { reference })}
        </Button>
      }
    >
      <p>{t('used.text', { reference })}</p>
    </Notice>
  );
}
