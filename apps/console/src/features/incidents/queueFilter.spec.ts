import { describe, expect, it } from '@jest/globals';
import { commands } from '#libs/contracts';
import { queueInput } from './queueFilter.js';

const none = {
  q: '',
  state: '',
  severity: '',
  territory: '',
  facilityId: '',
  linked: '',
  kind: '',
  mine: '',
  order: '',
};
const schema = commands['incident.incident.list'].request;

describe('the filters of the queue', () => {
  it('show what is not closed when nothing is chosen', () => {
    expect(queueInput(none).state).toEqual(['declared', 'taken', 'acknowledged', 'qualified', 'resolved']);
    expect(queueInput({ ...none, state: 'all' }).state).toBeUndefined();
  });

  it('make a request of the contract from any address', () => {
    const odd = {
      ...none,
      state: 'lost',
      severity: 'high,extreme',
      territory: '??',
      facilityId: 'nowhere',
      linked: 'maybe',
      kind: 'x',
      mine: '1',
      order: 'loudest',
    };
    expect(schema.safeParse(queueInput(odd)).success).toBe(true);
    expect(queueInput(odd)).toMatchObject({ severity: ['high'], linked: undefined, mine: undefined, order: undefined });
    expect(queueInput(odd).facilityId).toBeUndefined();
  });

  it('narrow the queue to the facility of a link', () => {
    const facilityId = '0198c0de-0000-7000-8000-000000000001';
    expect(queueInput({ ...none, facilityId })).toMatchObject({ facilityId });
  });
});
