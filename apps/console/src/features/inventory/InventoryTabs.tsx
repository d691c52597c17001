import { NavTabs } from '../../shared/ui/NavTabs.js';
import { useInventoryTexts } from './useInventoryTexts.js';

export function InventoryTabs() {
  const t = useInventoryTexts();
  return (
    <NavTabs
      label={t('tabs')}
      tabs={[
        { to: '/inventory', label: t('documents') },
        { to: '/inventory/assets', label: t('assets') },
      ]}
    />
  );
}
