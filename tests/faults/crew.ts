import { type AgencyRole, type FacilityRole } from '#libs/contracts';
import { Client, type Platform } from '#libs/testing';
import pg from 'pg';
import { seedSessions } from '../load/sessions.js';

/** Somebody at work; who works for the agency has no facility of their own. */
export interface Person {
  client: Client;
  facilityId: string;
}

/** Everybody who is at work while things go wrong. */
export interface Crew {
  declarants: Person[];
  officers: Person[];
  managers: Person[];
  analysts: Person[];
  approvers: Person[];
  /** Facilities to which advisories go. */
  audience: string[];
}

/** Nobody may declare more than 30 times a minute, repetitions included. */
const DECLARANTS = 150;
const AUDIENCE = 6;

/** Opens sessions at real facilities, without sign-in: its rate limit is not what is tested here. */
export async function seedCrew(platform: Platform): Promise<Crew> {
  const facilityIds = await facilitiesWithMail(platform.adminUrl);
  const people = async (count: number, roles: { facility?: FacilityRole[]; agency?: AgencyRole[] }) =>
    (await seedSessions(platform.adminUrl, count, { ...roles, facilityIds })).map(
      ({ cookie, csrfToken, facilityId }): Person => ({
        client: new Client(platform.baseUrl).impatient().useSession(cookie, csrfToken),
        facilityId,
      }),
    );
  return {
    declarants: await people(DECLARANTS, { facility: ['declarant'] }),
    officers: await people(4, { facility: ['inventory-officer'] }),
    managers: await people(2, { facility: ['facility-manager'] }),
    analysts: await people(3, { agency: ['analyst'] }),
    approvers: await people(1, { agency: ['approver'] }),
    audience: facilityIds.slice(0, AUDIENCE),
  };
}

async function facilitiesWithMail(adminUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM directory.facility f
     WHERE EXISTS (SELECT FROM directory.contact_point c WHERE c.facility_id = f.id AND c.email IS NOT NULL)
     ORDER BY id LIMIT 30`,
  );
  await client.end();
  return rows.map(({ id }) => id);
}
