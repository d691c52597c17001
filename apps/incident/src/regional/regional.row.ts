import type { RegionalIncident } from '#libs/contracts';

export interface RegionalRow extends Omit<RegionalIncident, 'openedAt'> {
  openedAt: Date;
}

export const REGIONAL = `id, reference, territory, title, supplier, kind, tlp, state, version, incident_count AS "incidentCount",
  opened_at AS "openedAt"`;

export const toRegional = (row: RegionalRow): RegionalIncident => ({ ...row, openedAt: row.openedAt.toISOString() });
