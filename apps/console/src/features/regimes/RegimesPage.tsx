import type { RegimeVersion } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Page } from '../../shared/ui/Page.js';
import { RegimeCard } from './RegimeCard.js';
import classes from './regimes.module.css';
import { useRegimesTexts } from './useRegimesTexts.js';

/** The rules from which due times follow, as an administrator sees them. */
export function RegimesPage() {
  const t = useRegimesTexts();
  const regimes = useRead('regimes', {});
  return (
    <LoadedPage from={regimes} title={t('title')} back={{ to: '/directory', label: t('title') }}>
      {({ items }) => (
        <Page title={t('title')} lead={t('lead')}>
          <div className={classes.stack}>
            {[...Map.groupBy(items, ({ code }) => code)].map(([code, versions]) => (
              <RegimeCard key={code} versions={versions.toReversed() as [RegimeVersion, ...RegimeVersion[]]} />
            ))}
          </div>
        </Page>
      )}
    </LoadedPage>
  );
}
