import { NavTabs } from '../../shared/ui/NavTabs.js';
import { useRegionTexts } from './useRegionTexts.js';

/** What is declared, which care is open, and who outside sees it. */
export function RegionTabs() {
  const t = useRegionTexts();
  return (
    <NavTabs
      label={t('tabs.label')}
      tabs={[
        { to: '/region', label: t('tabs.declarations') },
        { to: '/region/care', label: t('tabs.care') },
        { to: '/region/figures', label: t('tabs.figures') },
        { to: '/region/samu-links', label: t('tabs.links') },
      ]}
    />
  );
}
