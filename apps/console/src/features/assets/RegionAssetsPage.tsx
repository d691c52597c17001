import { useMemo } from 'react';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { Page } from '../../shared/ui/Page.js';
import { AssetList } from './AssetList.js';
import { useAssetsTexts } from './useAssetsTexts.js';
import { InventoryTabs } from '../inventory/InventoryTabs.js';

/** The assets of all facilities, for the agency. */
export function RegionAssetsPage() {
  const t = useAssetsTexts();
  const facilities = useFacilities();
  const { values, set } = useFilters(['facility', 'q']);
  const byName = useMemo(
    () => [...facilities.values()].toSorted((one, other) => one.name.localeCompare(other.name)),
    [facilities],
  );
  return (
    <Page title={t('regionTitle')} lead={t('regionLead')}>
      <InventoryTabs />
      <AssetList facilities={byName} facilityId={values.facility} q={values.q} set={set} emptyText={t('emptyRegion')} />
    </Page>
  );
}
