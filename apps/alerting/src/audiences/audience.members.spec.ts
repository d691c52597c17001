import { describe, expect, it } from '@jest/globals';
import { Audience, type Facility, type FacilityCategory } from '#libs/contracts';
import { newId } from '#libs/platform';
import { type Exposures, membersOf } from './audience.members.js';

const facility = (name: string, category: FacilityCategory, territory = '972'): Facility => ({
  id: newId(),
  name,
  finess: `97${Math.trunc(1_000_000 + Math.random() * 8_999_999)}`,
  legalEntityFiness: '970000000',
  legalEntityName: 'Entité',
  category,
  categoryCode: '355',
  categoryLabel: 'Centre hospitalier',
  territory,
  communeCode: '97209',
  commune: 'Fort-de-France',
  latitude: 14.6,
  longitude: -61.07,
  invented: true,
});

const hospital = facility('Hôpital Nord', 'hospital');
const clinic = facility('clinique Est', 'hospital', '971');
const home = facility('Résidence du Morne', 'nursing-home');
const laboratory = facility('Écolab', 'laboratory');
const region = [hospital, clinic, home, laboratory];
const csafId = newId();
const nothing: Exposures = new Map();
const audience = (part: Partial<Audience>) => Audience.parse(part);
const reasonsByName = (part: Partial<Audience>, exposure = nothing) =>
  Object.fromEntries(membersOf(audience(part), region, exposure).map(({ name, reasons }) => [name, reasons]));

describe('the audience of an advisory', () => {
  it('is nobody without a criterion and without a name', () => {
    expect(reasonsByName({})).toEqual({});
    expect(reasonsByName({ except: [hospital.id] })).toEqual({});
  });

  it('meets all criteria that are given', () => {
    expect(reasonsByName({ categories: ['hospital'] })).toEqual({
      'Hôpital Nord': ['category'],
      'clinique Est': ['category'],
    });
    expect(reasonsByName({ categories: ['hospital', 'laboratory'], territories: ['972'] })).toEqual({
      'Hôpital Nord': ['category', 'territory'],
      Écolab: ['category', 'territory'],
    });
  });

  it('takes the undetermined only when asked', () => {
    const exposure: Exposures = new Map([
      [hospital.id, 'match'],
      [home.id, 'undetermined'],
    ]);
    expect(reasonsByName({ assetMatch: { csafId, includeUndetermined: false } }, exposure)).toEqual({
      'Hôpital Nord': ['asset-match'],
    });
    expect(reasonsByName({ assetMatch: { csafId, includeUndetermined: true } }, exposure)).toEqual({
      'Hôpital Nord': ['asset-match'],
      'Résidence du Morne': ['asset-undetermined'],
    });
  });

  it('adds the facilities named and takes out the exceptions, even those named', () => {
    expect(
      reasonsByName({
        categories: ['hospital'],
        facilities: [home.id, hospital.id, laboratory.id, newId()],
        except: [clinic.id, laboratory.id],
      }),
    ).toEqual({ 'Hôpital Nord': ['category', 'named'], 'Résidence du Morne': ['named'] });
  });

  it('has each facility once, in the order of the names', () => {
    const members = membersOf(audience({ territories: ['971', '972'] }), [...region, hospital], nothing);
    expect(members.map(({ name }) => name)).toEqual(['clinique Est', 'Écolab', 'Hôpital Nord', 'Résidence du Morne']);
  });
});
