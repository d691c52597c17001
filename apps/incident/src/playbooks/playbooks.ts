import type { PlaybookDefinition } from '#libs/contracts';
import { cutOff } from './shipped/cut-off.js';
import { dataLeak } from './shipped/data-leak.js';
import { medicalDevice } from './shipped/medical-device.js';
import { patientRecord } from './shipped/patient-record.js';
import { phishing } from './shipped/phishing.js';
import { power } from './shipped/power.js';
import { ransomware } from './shipped/ransomware.js';
import { supplierOutage } from './shipped/supplier-outage.js';

/** The playbooks to begin with. What changes later is a new version, saved by an analyst. */
export const firstPlaybooks: Readonly<Record<string, PlaybookDefinition>> = {
  ransomware,
  'supplier-outage': supplierOutage,
  'data-leak': dataLeak,
  phishing,
  'medical-device': medicalDevice,
  'patient-record': patientRecord,
  'cut-off': cutOff,
  power,
};
