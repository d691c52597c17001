import { IconCloudCheck, IconCloudUp, IconDeviceMobileCheck, IconDeviceMobileX } from '@tabler/icons-react';
import type { DraftState } from '../draft/useDraft.js';
import classes from './KeptMark.module.css';
import { useUi } from './useUi.js';

/** Where the text is now. `agency`: received; `sending`: on its way. */
export function KeptMark({ state }: { state: DraftState | 'agency' | 'sending' }) {
  const t = useUi();
  const marks = {
    empty: [IconDeviceMobileCheck, t('kept.empty')],
    saving: [IconDeviceMobileCheck, t('kept.saving')],
    kept: [IconDeviceMobileCheck, t('kept.device')],
    refused: [IconDeviceMobileX, t('kept.refused')],
    agency: [IconCloudCheck, t('kept.agency')],
    sending: [IconCloudUp, t('kept.sending')],
  } as const;
  const [Icon, label] = marks[state];
  return (
    <span className={classes.mark} data-state={state} role="status">
      <Icon size="1.25em" aria-hidden="true" />
      {label}
    </span>
  );
}
