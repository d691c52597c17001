import type { Mirror } from '../../shared/i18n/keys.js';
import type { devicesFr } from './devices.fr.js';

export const devicesEn: Mirror<typeof devicesFr> = {
  title: 'My devices',
  lead: 'Without a network these devices can sign a declaration that somebody else relays. Remove those that you no longer have.',
  list: 'Enrolled devices',
  own: 'This device',
  ownHelp: 'It is removed when you sign out on it.',
  enrolled: 'Enrolled',
  expires: 'Valid until',
  remove: 'Remove',
  removeNamed: 'Remove {{label}}',
  removeTitle: 'Remove this device?',
  removeText: 'QR codes that {{label}} has signed and that were not relayed yet will be refused.',
  none: {
    title: 'No device',
    text: 'A device is enrolled as soon as somebody who may declare opens Vigie on it with a network.',
  },
};
