import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { contact, facility, person, region } from '../region.js';
import { Rig } from '../rig.js';

export const hospital = facility('Hôpital Nord');
export const clinic = facility('Clinique Est');
export const home = facility('Résidence du Morne', 'nursing-home');
export const laboratory = facility('Laboratoire du Port', 'laboratory');

export const analyst = person('analyste', { agencyRoles: ['analyst'] });
export const colleague = person('collegue', { agencyRoles: ['analyst', 'approver'] });
export const approver = person('valideur', { agencyRoles: ['approver'] });
export const auditor = person('auditrice', { agencyRoles: ['auditor'] });
export const declarant = person('declarante', { roles: [{ facilityId: hospital.id, role: 'declarant' }] });
export const ofTwo = person('deux-sites', {
  roles: [
    { facilityId: clinic.id, role: 'facility-manager' },
    { facilityId: laboratory.id, role: 'inventory-officer' },
  ],
});
export const english = person('reader', { locale: 'en', roles: [{ facilityId: clinic.id, role: 'declarant' }] });

const french = contact(hospital.id, 'astreinte@hopital.example');
const second = contact(hospital.id, 'direction@hopital.example');
const inEnglish = contact(clinic.id, 'duty@clinique.example', 'en');
const byTelephone = contact(home.id, null);

/** One set of servers for all cases of the spec that imports them. */
export let rig: Rig;

beforeAll(async () => {
  rig = await Rig.start(
    region({
      facilities: [hospital, clinic, home, laboratory],
      people: [analyst, colleague, approver, auditor, declarant, ofTwo, english],
      contacts: [french, second, inEnglish, byTelephone],
    }),
  );
});
afterAll(() => rig?.close(), 30_000);
beforeEach(() => rig.mailbox.reset());
