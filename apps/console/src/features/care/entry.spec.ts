import { describe, expect, it } from '@jest/globals';
import type { CareReport } from '#libs/contracts';
import { changed, entryOf } from './entry.js';

const zone = 'America/Martinique';
const now = new Date('2026-11-30T12:30:00.000Z');
const report = {
  id: '0190a5d0-0000-7000-8000-000000000001',
  service: 'emergency',
  status: 'degraded',
  since: '2026-11-09T10:00:00.000Z',
  until: '2026-12-01T10:00:00.000Z',
  transfers: true,
  transferText: 'Vers le CHU',
  note: null,
} as CareReport;
const standing = { report, now, zone };

const THREE_WEEKS_AGO = '2026-11-09T06:00';
const NOW = '2026-11-30T08:30';

describe('what is said of a service', () => {
  it('begins with what stands, which goes on', () => {
    expect(entryOf('emergency', null, standing)).toMatchObject({
      status: 'degraded',
      since: THREE_WEEKS_AGO,
      until: '2026-12-01T06:00',
      transfers: 'yes',
      replaces: report.id,
    });
    expect(entryOf('emergency', 'degraded', standing).since).toBe(THREE_WEEKS_AGO);
  });

  it('begins now where nothing stands, or another state is said', () => {
    expect(entryOf('emergency', null, { ...standing, report: undefined })).toMatchObject({ status: null, since: NOW });
    expect(entryOf('emergency', 'closed', standing)).toMatchObject({ status: 'closed', since: NOW, until: '' });
  });

  it('has another state since now, and the old one since when it began', () => {
    const closed = changed(entryOf('emergency', null, standing), { status: 'closed' }, standing);
    expect(closed).toMatchObject({ status: 'closed', since: NOW, until: '' });
    const back = changed(closed, { status: 'degraded' }, standing);
    expect(back).toMatchObject({ since: THREE_WEEKS_AGO, until: '2026-12-01T06:00' });
  });

  it('keeps what somebody has typed, whichever state is chosen', () => {
    const typed = changed(entryOf('emergency', null, standing), { since: '2026-11-30T07:00' }, standing);
    expect(changed(typed, { status: 'closed' }, standing).since).toBe('2026-11-30T07:00');
    expect(changed(typed, { note: 'Panne' }, standing)).toMatchObject({ note: 'Panne', since: '2026-11-30T07:00' });
  });
});
