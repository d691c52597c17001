import { NavTabs } from '../../shared/ui/NavTabs.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/** Declarations one by one, or what they have in common. */
export function IncidentTabs() {
  const t = useIncidentsTexts();
  return (
    <NavTabs
      label={t('queue.tabs')}
      tabs={[
        { to: '/incidents', label: t('queue.declarations') },
        { to: '/regional', label: t('queue.regional') },
        { to: '/clocks', label: t('queue.clocks') },
        { to: '/incidents/mails', label: t('queue.mails') },
        { to: '/indicators', label: t('queue.indicators') },
        { to: '/reports', label: t('incident.reports') },
      ]}
    />
  );
}
