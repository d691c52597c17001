import { describe, expect, it } from '@jest/globals';
import { TITLE, submitted } from './advisory.js';
import { auditor, rig } from './running.js';

describe('lists of advisories', () => {
  it('go by state, newest first, in the reader’s language', async () => {
    const { advisoryId } = await submitted();
    const { items, total } = await rig.as(auditor, 'alerting.advisory.list', { state: 'submitted', limit: 200 });
    expect(items[0]).toMatchObject({ id: advisoryId, state: 'submitted', title: TITLE, answered: null });
    expect(items).toHaveLength(total);
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['submitted']));
    const page = await rig.as(auditor, 'alerting.advisory.list', { limit: 1 });
    const next = await rig.as(auditor, 'alerting.advisory.list', { limit: 1, cursor: page.next ?? undefined });
    expect(next.items[0]?.id).not.toBe(page.items[0]?.id);
  });
});
