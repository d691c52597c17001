import type { PlaybookVersion } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Page } from '../../shared/ui/Page.js';
import { PlaybookCard } from './PlaybookCard.js';
import classes from './playbooks.module.css';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

/** What is to be done in each kind of crisis, to be read and adapted. */
export function PlaybooksPage() {
  const t = usePlaybooksTexts();
  const playbooks = useRead('playbooks', {});
  return (
    <LoadedPage from={playbooks} title={t('title')} back={{ to: '/incidents', label: t('title') }}>
      {({ items }) => (
        <Page title={t('title')} lead={t('lead')}>
          <div className={classes.stack}>
            {[...Map.groupBy(items, ({ code }) => code)].map(([code, versions]) => (
              <PlaybookCard key={code} versions={versions.toReversed() as [PlaybookVersion, ...PlaybookVersion[]]} />
            ))}
          </div>
        </Page>
      )}
    </LoadedPage>
  );
}
