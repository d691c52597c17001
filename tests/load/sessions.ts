import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { AgencyRole, FacilityRole, Identity } from '#libs/contracts';
import { newId } from '#libs/platform';
import { ask } from './admin.js';

/** A signed-in person for whom neither sign-in nor the directory is asked while something else is measured. */
export interface SeededSession {
  cookie: string;
  csrfToken: string;
  personId: string;
  facilityId: string;
}

/**
 * Writes `count` open sessions, each of a person with a facility of its own (or of the agency), whose identity counts as just
 * confirmed for the next hour.
 */
export async function seedSessions(
  adminUrl: string,
  count: number,
  roles: { facility?: FacilityRole[]; agency?: AgencyRole[]; facilityIds?: readonly string[] },
): Promise<SeededSession[]> {
  const sessions = Array.from({ length: count }, (_, index) => {
    const secret = randomBytes(32).toString('base64url');
    const facilityId = roles.facilityIds?.[index % roles.facilityIds.length] ?? newId();
    const personId = newId();
    const identity: Identity = {
      personId,
      displayName: `Personne ${index}`,
      email: `personne-${index}@charge.example`,
      locale: 'fr',
      agencyRoles: roles.agency ?? [],
      facilities: roles.agency
        ? []
        : [
            {
              id: facilityId,
              name: `Site ${index}`,
              finess: '9B0000000',
              territory: '972',
              roles: roles.facility ?? [],
            },
          ],
    };
    return { secret, identity, personId, facilityId };
  });
  await ask(
    adminUrl,
    `INSERT INTO gateway.session (id_hash, person_id, identity, refreshed_at, created_at, expires_at)
     SELECT hash, person, identity, now() + interval '8 hours', now(), now() + interval '8 hours'
     FROM unnest($1::bytea[], $2::uuid[], $3::jsonb[]) AS seeded (hash, person, identity)`,
    [
      sessions.map(({ secret }) => createHash('sha256').update(secret).digest()),
      sessions.map(({ personId }) => personId),
      sessions.map(({ identity }) => JSON.stringify(identity)),
    ],
  );
  return sessions.map(({ secret, personId, facilityId }) => ({
    cookie: `vigie=${secret}`,
    csrfToken: createHmac('sha256', secret).update('vigie csrf').digest('base64url'),
    personId,
    facilityId,
  }));
}
