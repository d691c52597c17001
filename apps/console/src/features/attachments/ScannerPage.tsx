import { useRead } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';

/** Whether files are looked at, and by something that knows today's viruses. */
export function ScannerPage() {
  const t = useAttachmentsTexts();
  const scanner = useRead('scanner', {}, { everyMs: 15_000 });
  return (
    <LoadedPage from={scanner} title={t('scanner.title')} back={{ to: '/directory', label: t('scanner.back') }}>
      {({ state, engine, signaturesAt, outdated, waiting, stuck }) => (
        <Page title={t('scanner.title')} lead={t('scanner.lead')}>
          {state === 'down' && <Notice tone="error">{t('scanner.down')}</Notice>}
          {state === 'off' && <Notice tone="warning">{t('scanner.off')}</Notice>}
          {state === 'up' && outdated && <Notice tone="warning">{t('scanner.outdated')}</Notice>}
          {stuck > 0 && <Notice tone="warning">{t('scanner.stuck', { count: stuck })}</Notice>}
          <Card>
            <Facts>
              <Fact label={t('scanner.stateLabel')}>{t(`scanner.state.${state}`)}</Fact>
              <Fact label={t('scanner.engine')}>{engine}</Fact>
              <Fact label={t('scanner.signatures')}>
                {signaturesAt ? <Moment at={signaturesAt} /> : t('scanner.unknown')}
              </Fact>
              <Fact label={t('scanner.waiting')}>{String(waiting)}</Fact>
            </Facts>
          </Card>
        </Page>
      )}
    </LoadedPage>
  );
}
