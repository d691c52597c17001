import { describe, expect, it } from '@jest/globals';
import { type Tlp, events } from '#libs/contracts';
import { newId } from '#libs/platform';
import type { AdvisoryRow } from '../advisories/advisory.store.js';
import { broadcastPayload } from './broadcast.payload.js';

const advisory = (tlp: Tlp): AdvisoryRow => ({
  id: newId(),
  kind: 'real',
  reference: '972-A-2026-0001',
  state: 'sent',
  version: 3,
  eventVersion: 2,
  tlp,
  respondBy: new Date('2026-11-25T12:00:00.000Z'),
  csafId: null,
  regionalId: null,
  audience: { assetMatch: null, categories: [], territories: [], facilities: [], except: [] },
  authorId: newId(),
  approverId: newId(),
  returnReason: null,
  changedAt: new Date('2026-11-24T12:00:00.000Z'),
  sentAt: new Date('2026-11-24T12:00:00.000Z'),
  recipientCount: 1,
});
const texts = { fr: { title: 'Titre', body: 'Texte' }, en: null };

describe('the fact that an advisory was sent', () => {
  it.each<Tlp>(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'])(
    'carries its title at TLP:%s, and never its text',
    (tlp) => {
      const payload = broadcastPayload(advisory(tlp), texts, []);
      expect(payload.title).toEqual({ fr: 'Titre', en: 'Titre' });
      expect(JSON.stringify(payload)).not.toContain('Texte');
    },
  );

  it('carries no title at TLP:RED', () => {
    const payload = broadcastPayload(advisory('RED'), texts, []);
    expect(payload.title).toBeNull();
    expect(JSON.stringify(payload)).not.toContain('Titre');
  });

  it('fits the contract', () => {
    expect(events['advisory.broadcast'].payload.safeParse(broadcastPayload(advisory('GREEN'), texts, [])).success).toBe(
      true,
    );
  });
});
