import { Button } from '@mantine/core';
import type { CallDraft } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import classes from './OpenCalls.module.css';
import { useHolding } from './useHolding.js';
import { useOnBehalfTexts } from './useOnBehalfTexts.js';

interface CallLostProps {
  callDraftId: string;
  error: unknown;
  /** Puts what is typed here in the place of what the agency has. */
  onMine: (held: CallDraft) => void;
  /** Goes on with what the agency has. */
  onTheirs: (held: CallDraft) => void;
  /** Keeps what is typed here, as a call of its own. */
  onAnew: () => void;
  /** Drops what is typed here. */
  onLeave: () => void;
}

/** The agency no longer keeps what is typed here, mostly because a colleague has the call: what becomes of it. */
export function CallLost({ callDraftId, error, onMine, onTheirs, onAnew, onLeave }: CallLostProps) {
  const t = useOnBehalfTexts();
  const holding = useHolding();
  const code = asApiError(holding.error ?? error)?.code;
  const isTaken = code === 'call-taken-over';
  const hold = (then: (held: CallDraft) => void) => holding.mutate(callDraftId, { onSuccess: then });
  return (
    <ErrorNotice error={holding.error ?? error}>
      <div className={classes.ways}>
        {isTaken && (
          <Button variant="default" onClick={onLeave}>
            {t('copy.leave')}
          </Button>
        )}
        {(isTaken || code === 'call-kept-elsewhere') && (
          <>
            <Button variant="default" loading={holding.isPending} onClick={() => hold(onTheirs)}>
              {t('copy.theirs')}
            </Button>
            <Button variant="default" loading={holding.isPending} onClick={() => hold(onMine)}>
              {t('copy.mine')}
            </Button>
          </>
        )}
        {(code === 'call-ended' || code === 'not-found') && (
          <>
            <Button variant="default" onClick={onLeave}>
              {t('copy.drop')}
            </Button>
            <Button variant="default" onClick={onAnew}>
              {t('copy.anew')}
            </Button>
          </>
        )}
      </div>
    </ErrorNotice>
  );
}
