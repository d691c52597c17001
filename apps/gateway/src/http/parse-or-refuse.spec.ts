import { describe, expect, it } from '@jest/globals';
import { commandContract } from '#libs/contracts';
import { parseOrRefuse } from './parse-or-refuse.js';

const id = '0193a000-0000-7000-8000-000000000001';
const qualify = commandContract('incident.incident.qualify').request;
const right = {
  incidentId: id,
  rsitClass: 'availability',
  rsitType: 'outage',
  severity: 'high',
  tlp: 'AMBER',
  malicious: 'no',
};

describe('a request that is read', () => {
  it('comes back as the contract has it', () => {
    expect(parseOrRefuse(qualify, right)).toEqual(right);
  });

  it('is refused with every place', () => {
    expect(() => parseOrRefuse(qualify, { ...right, severity: 'huge', tlp: undefined, more: 1 })).toThrow(
      expect.objectContaining({
        code: 'invalid-request',
        params: {
          places: [
            { path: 'severity', code: 'invalid-value' },
            { path: 'tlp', code: 'invalid-value' },
            { path: 'more', code: 'unknown-field' },
          ],
        },
      }),
    );
  });

  it('is refused by the rule’s own name where the contract gives it one', () => {
    expect(() => parseOrRefuse(qualify, { ...right, rsitType: 'spam' })).toThrow(
      expect.objectContaining({ code: 'rsit-mismatch', status: 422 }),
    );
  });
});
