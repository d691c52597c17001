import { describe, expect, it } from '@jest/globals';
import { Declaration } from '#libs/contracts';
import { newId } from '#libs/platform';
import { declarationOf } from './machine-declaration.js';

const NOW = '2026-11-25T12:00:00.000Z';
const facilityId = newId();
const least = {
  id: newId(),
  externalId: 'EDR-1',
  what: 'Chiffrement en cours sur SRV-PACS-02.',
  contact: { name: 'RSSI', phone: '+596 696 00 00 01', email: null },
  machineName: 'EDR',
};

describe('a tool’s declaration', () => {
  it('is an SOS that a person completes: what it leaves out is not known', () => {
    const declaration = declarationOf(least, facilityId, NOW);
    expect(Declaration.parse(declaration)).toEqual(declaration);
    expect(declaration).toMatchObject({
      facilityId,
      stage: 'sos',
      kind: 'real',
      awareAt: NOW,
      since: null,
      suspectedMalicious: 'unknown',
      degradedMode: 'unknown',
      patientDanger: 'unknown',
      dataTouched: 'unknown',
      careServices: [],
      supplier: null,
    });
  });

  it('keeps what the tool says, and nothing of the tool itself', () => {
    const awareAt = '2026-11-25T11:40:00.000Z';
    const said = { awareAt, suspectedMalicious: 'yes', indicators: 'sha256:00ff', kind: 'exercise' } as const;
    const declaration = declarationOf({ ...least, ...said }, facilityId, NOW);
    expect(declaration).toMatchObject({ awareAt, suspectedMalicious: 'yes', kind: 'exercise' });
    expect(declaration.report?.indicators).toBe('sha256:00ff');
    expect(declaration).not.toHaveProperty('externalId');
    expect(declaration).not.toHaveProperty('machineName');
  });
});
