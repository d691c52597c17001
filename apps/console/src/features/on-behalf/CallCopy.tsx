import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCloudCheck, IconCloudUp, IconDeviceMobileCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useWrite } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './OpenCalls.module.css';
import type { AgencyCopy } from './useAgencyCopy.js';
import { useOnBehalfTexts } from './useOnBehalfTexts.js';

interface CallCopyProps {
  callDraftId: string;
  copy: AgencyCopy;
  territory: string | undefined;
  onDiscarded: () => void;
}

/** Whether a colleague could go on with this call now. */
export function CallCopy({ callDraftId, copy, territory, onDiscarded }: CallCopyProps) {
  if (copy.step === 'none' || copy.step === 'refused') return null;
  return (
    <div className={classes.copy}>
      <State copy={copy} territory={territory} />
      {copy.step === 'kept' && <Discard callDraftId={callDraftId} onDiscarded={onDiscarded} />}
    </div>
  );
}

function State({ copy, territory }: Pick<CallCopyProps, 'copy' | 'territory'>) {
  const t = useOnBehalfTexts();
  if (copy.step === 'kept') {
    return (
      <span className={classes.state} role="status">
        {copy.current ? (
          <IconCloudCheck size="1.25em" aria-hidden="true" />
        ) : (
          <IconCloudUp size="1.25em" aria-hidden="true" />
        )}
        {t('copy.kept')} <Moment at={copy.at} territory={territory} form="clocks" />
      </span>
    );
  }
  return (
    <span className={classes.state} role="status">
      <IconDeviceMobileCheck size="1.25em" aria-hidden="true" />
      {t('copy.away')}
    </span>
  );
}

/** A call of which no declaration is made, and why. */
function Discard({ callDraftId, onDiscarded }: { callDraftId: string; onDiscarded: () => void }) {
  const t = useOnBehalfTexts();
  const [opened, setOpened] = useState(false);
  const write = useWrite('discardCallDraft', ['callDrafts']);
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpened(true)}>
        {t('discard.open')}
      </Button>
      {opened && (
        <ReasonDialog
          draft={`call-discard:${callDraftId}`}
          danger
          title={t('discard.title')}
          act={t('discard.act')}
          most={2000}
          busy={write.isPending}
          error={write.error}
          onClose={() => setOpened(false)}
          onSend={(reason, sent) =>
            write.mutate(
              { callDraftId, reason },
              {
                onSuccess: () => {
                  notifications.show({ message: t('discard.done'), color: 'teal' });
                  sent();
                  onDiscarded();
                },
              },
            )
          }
        >
          <p className={classes.lead}>{t('discard.text')}</p>
        </ReasonDialog>
      )}
    </>
  );
}
