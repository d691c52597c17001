import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, YesNoUnknown } from './common.js';

/** What a facility is under the directive NIS2. */
export const Nis2Standing = z.enum(['essential', 'important', 'none', 'unknown']);

/** What of a facility decides which duties it has. Not knowing is an answer. */
export const FacilityProfile = z.strictObject({
  nis2: Nis2Standing,
  /** Bound to declare security incidents to the health agency (L.1111-8-2 CSP). */
  healthDuty: YesNoUnknown,
  publicEstablishment: YesNoUnknown,
  holdsHealthData: YesNoUnknown,
  /** Insured against cyber incidents: the insurer asks for a complaint. */
  cyberInsured: YesNoUnknown,
});
export type FacilityProfile = z.infer<typeof FacilityProfile>;

/** What is known of a facility of which nobody has said anything. */
export const unknownProfile: FacilityProfile = {
  nis2: 'unknown',
  healthDuty: 'unknown',
  publicEstablishment: 'unknown',
  holdsHealthData: 'unknown',
  cyberInsured: 'unknown',
};

export const KeptProfile = z.object({
  facilityId: Id,
  profile: z.object(FacilityProfile.shape),
  /** Null while nobody has said anything. */
  changedAt: InstantOut.nullable(),
});
export type KeptProfile = z.infer<typeof KeptProfile>;

export const profileCommands = {
  'directory.profile.get': query('directory.read', z.strictObject({ facilityId: Id }), KeptProfile),
  /** Of many facilities at once; one of which nobody has said anything is missing. */
  'directory.profile.resolve': query(
    'directory.read',
    z.strictObject({ facilityIds: z.array(Id).max(5000) }),
    z.object({ profiles: z.array(KeptProfile) }),
  ),
  'directory.profile.save': command(
    'profile.manage',
    z.strictObject({ facilityId: Id, profile: FacilityProfile }),
    KeptProfile,
  ),
} as const;
