import {
  IconAddressBook,
  IconBell,
  IconBroadcast,
  IconChartBar,
  IconChecklist,
  IconFileAlert,
  IconHourglass,
  IconListCheck,
  IconMap2,
  IconReportMedical,
  IconServer2,
  IconShieldCheck,
  IconSpeakerphone,
  IconStack2,
  IconStethoscope,
  IconUsers,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import type { Identity, Permission } from '#libs/contracts';
import { agencyMay, facilitiesWhere, inAgency } from '../shared/session/permissions.js';

export type PlaceName =
  | 'declare'
  | 'todo'
  | 'mine'
  | 'care'
  | 'figures'
  | 'assets'
  | 'team'
  | 'now'
  | 'incidents'
  | 'region'
  | 'advisories'
  | 'inventory'
  | 'directory'
  | 'regimes'
  | 'playbooks'
  | 'webhooks'
  | 'scanner';

export interface Place {
  name: PlaceName;
  to: string;
  icon: Icon;
  side: 'facility' | 'agency';
  permission: Permission;
}

/** The navigation: by what people come to do, in the order in which they need it. */
const places: readonly Place[] = [
  { name: 'declare', to: '/declare', icon: IconSpeakerphone, side: 'facility', permission: 'incident.declare' },
  { name: 'todo', to: '/todo', icon: IconChecklist, side: 'facility', permission: 'inbox.read' },
  { name: 'mine', to: '/incidents', icon: IconReportMedical, side: 'facility', permission: 'incident.read' },
  { name: 'care', to: '/care', icon: IconStethoscope, side: 'facility', permission: 'care.report' },
  { name: 'assets', to: '/assets', icon: IconServer2, side: 'facility', permission: 'inventory.read' },
  { name: 'team', to: '/team', icon: IconUsers, side: 'facility', permission: 'people.read' },
  { name: 'figures', to: '/figures', icon: IconChartBar, side: 'facility', permission: 'statistics.read' },
  { name: 'now', to: '/now', icon: IconBroadcast, side: 'agency', permission: 'regional.read' },
  { name: 'incidents', to: '/incidents', icon: IconFileAlert, side: 'agency', permission: 'incident.read' },
  { name: 'region', to: '/region', icon: IconMap2, side: 'agency', permission: 'regional.read' },
  { name: 'advisories', to: '/advisories', icon: IconBell, side: 'agency', permission: 'advisory.read' },
  { name: 'inventory', to: '/inventory', icon: IconStack2, side: 'agency', permission: 'exposure.read' },
  { name: 'directory', to: '/directory', icon: IconAddressBook, side: 'agency', permission: 'directory.read' },
  { name: 'regimes', to: '/regimes', icon: IconHourglass, side: 'agency', permission: 'regime.manage' },
  { name: 'scanner', to: '/scanner', icon: IconShieldCheck, side: 'agency', permission: 'regime.manage' },
  { name: 'playbooks', to: '/playbooks', icon: IconListCheck, side: 'agency', permission: 'playbook.read' },
  { name: 'webhooks', to: '/webhooks', icon: IconWebhook, side: 'agency', permission: 'webhook.read' },
];

/** The places of a person. Someone of the agency who also works at a facility sees all incidents in one place. */
export function placesOf(identity: Identity): Place[] {
  const offered = places.filter(({ side, permission }) =>
    side === 'agency' ? agencyMay(identity, permission) : facilitiesWhere(identity, permission).length > 0,
  );
  return inAgency(identity) ? offered.filter(({ name }) => name !== 'mine') : offered;
}

/** Where a person starts. */
export function homeOf(identity: Identity): string {
  const first = placesOf(identity).find(({ name }) => name === 'now' || name === 'todo' || name === 'directory');
  return first?.to ?? '/directory';
}
