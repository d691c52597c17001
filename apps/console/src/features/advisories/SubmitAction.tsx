import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Advisory } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { TlpMark } from '../../shared/ui/marks.js';
import classes from './Advisories.module.css';
import { useAudience } from './AudienceList.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** Hands a saved draft to the second person, from its own page. */
export function SubmitAction({ advisory }: { advisory: Advisory }) {
  const t = useAdvisoriesTexts();
  const count = useAudience(advisory.audience).data?.count ?? 0;
  const [open, setOpen] = useState(false);
  const submit = useWrite('submitAdvisory', ['advisories', 'advisory']);
  const act = count === 0 ? t('form.submit') : t('form.submitTo', { count });
  return (
    <>
      <Button disabled={count === 0} onClick={() => setOpen(true)}>
        {act}
      </Button>
      <ConfirmDialog
        opened={open}
        title={t('record.submitTitle')}
        act={act}
        busy={submit.isPending}
        error={submit.error}
        onAct={() => submit.mutate({ advisoryId: advisory.id }, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      >
        <p className={classes.marks}>
          <strong>{advisory.texts.fr.title}</strong> <TlpMark tlp={advisory.tlp} />
        </p>
        <p className={classes.soft}>{t('record.submitText')}</p>
      </ConfirmDialog>
    </>
  );
}
