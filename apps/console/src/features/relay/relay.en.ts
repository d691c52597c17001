import type { Mirror } from '../../shared/i18n/keys.js';
import type { relayFr } from './relay.fr.js';

export const relayEn: Mirror<typeof relayFr> = {
  title: 'Relay a declaration',
  lead: 'Somebody without a network shows you their declaration as a QR code: pass it on to the agency. You will not see what it says.',
  scan: 'Scan',
  scanHelp: 'Have the whole QR code in view. If there are several, show all of them, in any order.',
  camera: {
    open: 'Open the camera',
    close: 'Close the camera',
    view: 'What the camera sees',
    refused:
      'Vigie has no access to the camera. Take a photograph of the QR code, then choose it; or allow the camera in the browser’s settings.',
  },
  photo: 'Choose photographs',
  progress: 'QR codes read',
  read_one: '{{count}} QR code read of {{total}}',
  read_other: '{{count}} QR codes read of {{total}}',
  news: {
    kept: 'All is read. You can give the telephone back to its owner.',
    known: 'This declaration is in the list below already.',
    'not-ours': 'This QR code is not a declaration of Vigie.',
    nothing: 'No QR code found in this picture. Take it again from nearer, without reflections.',
    damaged: 'These QR codes do not belong together or were altered. Scan all of them again.',
    'no-reader': 'The QR code reader could not be loaded. Open this page once with a network, then try again.',
    'no-picture': 'This file is not a picture. Choose a photograph or a screenshot.',
  },
  kept: 'Declarations scanned on this device',
  none: { title: 'Nothing scanned', text: 'What you scan is kept here until the agency has answered.' },
  scannedAt: 'Scanned',
  received: 'Declaration {{reference}} received',
  recordedAt: 'Recorded by the agency:',
  already: 'The agency had received it already:',
  tell: 'Read this reference to the person who declares.',
  sending: 'Being passed on to the agency.',
  unanswered: 'The agency does not answer yet: tried again in some seconds. Keep the console open.',
  offline: 'No network: it leaves as soon as it is back. Keep the console open, on any page you like.',
  now: 'Pass on now',
  hide: 'Remove from the list',
  open: 'See',
};
