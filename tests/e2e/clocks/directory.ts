import { type FacilityProfile, type KeptProfile, unknownProfile } from '#libs/contracts';
import { commandSubject } from '#libs/messaging';
import type { TestNats } from '#libs/testing';

export const hospital: FacilityProfile = {
  nis2: 'essential',
  healthDuty: 'yes',
  publicEstablishment: 'yes',
  holdsHealthData: 'yes',
  cyberInsured: 'yes',
};

/** Answers what the incident service asks the directory, as long as it is there. */
export class Directory {
  readonly profiles = new Map<string, FacilityProfile>();
  isThere = true;

  static async at(nats: TestNats): Promise<Directory> {
    const directory = new Directory();
    const { connection } = await nats.connect('directory');
    connection.subscribe(commandSubject('directory.profile.resolve'), {
      callback: (_, message) => {
        if (!directory.isThere) return;
        const { body } = message.json<{ body: { facilityIds: string[] } }>();
        message.respond(JSON.stringify({ ok: true, value: { profiles: directory.of(body.facilityIds) } }));
      },
    });
    const zones = { items: [{ code: '972', name: 'Martinique', zone: 'America/Martinique' }] };
    connection.subscribe(commandSubject('directory.territory.list'), {
      callback: (_, message) => void message.respond(JSON.stringify({ ok: true, value: zones })),
    });
    await connection.flush();
    return directory;
  }

  private of(facilityIds: readonly string[]): KeptProfile[] {
    return facilityIds.map((facilityId) => ({
      facilityId,
      profile: this.profiles.get(facilityId) ?? unknownProfile,
      changedAt: '2026-11-01T00:00:00.000Z',
    }));
  }
}
