import { describe, expect, it } from '@jest/globals';
import { emptyForm, hoursIn, toDeclaration, upToDate } from './form.js';

const id = '0199aaaa-0000-7000-8000-000000000001';
const facility = '0199aaaa-0000-7000-8000-0000000000f1';
const zone = 'America/Martinique';
const now = new Date('2026-11-23T23:30:00Z');
const filled = {
  ...emptyForm(facility, 'Élodie Marie-Sainte', now, zone),
  what: 'Plus d’accès au dossier patient',
  contactPhone: '0696 12 34 56',
};

describe('the declaration form', () => {
  it('needs a sentence and a telephone, nothing else', () => {
    const result = toDeclaration(filled, id, zone, now);
    expect(result).toMatchObject({
      declaration: { id, kind: 'real', since: null, awareAt: '2026-11-23T23:30:00.000Z', patientDanger: 'unknown' },
    });
  });

  it('names every field that is missing', () => {
    const result = toDeclaration(emptyForm(facility, '', now, zone), id, zone, now);
    expect(result).toEqual({
      errors: { what: 'what', 'contact.name': 'contact.name', 'contact.phone': 'contact.phone' },
    });
  });

  it('is sent as an earlier release kept it, without the questions that came since', () => {
    const { dataOfficer: _, ...report } = filled.report;
    const kept = JSON.parse(JSON.stringify({ ...filled, full: true, report })) as typeof filled;
    expect(toDeclaration(upToDate(kept), id, zone, now)).toHaveProperty('declaration.report.dataOfficer', null);
  });

  it('accepts an outside e-mail in place of a telephone', () => {
    const result = toDeclaration({ ...filled, contactPhone: '', contactEmail: 'elodie@exemple.fr' }, id, zone, now);
    expect(result).toHaveProperty('declaration.contact', {
      name: 'Élodie Marie-Sainte',
      phone: null,
      email: 'elodie@exemple.fr',
    });
  });

  it('refuses times that cannot be', () => {
    expect(toDeclaration({ ...filled, awareAt: '2026-11-23T21:00' }, id, zone, now)).toEqual({
      errors: { awareAt: 'awareAt-future' },
    });
    expect(
      toDeclaration(
        { ...filled, sinceKnown: 'yes', since: '2026-11-23T19:31', awareAt: '2026-11-23T19:30' },
        id,
        zone,
        now,
      ),
    ).toEqual({ errors: { since: 'since-after' } });
    expect(toDeclaration({ ...filled, sinceKnown: 'yes', since: '' }, id, zone, now)).toEqual({
      errors: { since: 'since' },
    });
  });

  it('says when a telephone number is not one', () => {
    expect(toDeclaration({ ...filled, contactPhone: '06' }, id, zone, now)).toEqual({
      errors: { 'contact.phone': 'contact.phone-form' },
    });
  });

  it('keeps the instants when the facility is of another territory', () => {
    const typed = { ...filled, awareAt: '2026-11-23T19:30', since: '' };
    expect(hoursIn(typed, zone, 'Indian/Reunion')).toEqual({ awareAt: '2026-11-24T03:30', since: '' });
    expect(hoursIn({ ...typed, since: '2026-11-23T18:00' }, zone, zone).since).toBe('2026-11-23T18:00');
  });
});
