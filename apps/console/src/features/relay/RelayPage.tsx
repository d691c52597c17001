import { Page } from '../../shared/ui/Page.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import { KeptRelays } from './KeptRelays.js';
import classes from './Relay.module.css';
import { useRelaying } from './relaying.js';
import { ScanCard } from './ScanCard.js';
import { useRelayTexts } from './useRelayTexts.js';

/** Carries to the agency a declaration that somebody without a network shows on their telephone. */
export function RelayPage() {
  const t = useRelayTexts();
  const { kept } = useRelaying();
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <div className={classes.stack}>
        {kept.ready ? (
          <>
            <ScanCard />
            <KeptRelays />
          </>
        ) : (
          <Waiting rows={2} height={160} />
        )}
      </div>
    </Page>
  );
}
