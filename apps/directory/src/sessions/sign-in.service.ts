import { Inject, Injectable } from '@nestjs/common';
import { hashPassword, needsRehash, verifyPassword } from '#libs/auth';
import { type CommandBody, type Identity, Refusal } from '#libs/contracts';
import { type AuditEntry, Database, type DatabaseScope, audit, execute, maybeOne } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { IdentityService } from './identity.service.js';
import { Places } from './places.js';

const SIGN_IN: DatabaseScope = { kind: 'signin' };
const NOBODY = '00000000-0000-0000-0000-000000000000';

interface Credential {
  personId: string;
  passwordHash: string;
}

const CREDENTIAL = `
  SELECT person.id AS "personId", credential.password_hash AS "passwordHash"
  FROM person JOIN credential ON credential.person_id = person.id
  WHERE lower(person.email) = lower($1) AND person.disabled_at IS NULL`;

const REHASH = 'UPDATE credential SET password_hash = $2, changed_at = $3 WHERE person_id = $1';

@Injectable()
export class SignInService {
  /** As many as the smallest machine has cores, and as many waiting as are served before their callers give up. */
  private readonly hashing = new Places(2, 60);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdentityService) private readonly identities: IdentityService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('sign-in-refused') for a wrong password and for an unknown address alike, after the same time */
  async signIn(body: CommandBody<'directory.session.sign-in'>, context: CommandContext): Promise<Identity> {
    const { email, password } = body;
    const credential = await this.database.transaction(SIGN_IN, (tx) => maybeOne<Credential>(tx, CREDENTIAL, [email]));
    const right = await this.hashing.run(() => verifyPassword(credential?.passwordHash, password));
    if (!credential || !right) {
      await this.refuse(credential?.personId ?? null, context);
      throw new Refusal('sign-in-refused');
    }
    const newHash = needsRehash(credential.passwordHash) ? await hashPassword(password) : undefined;
    return this.database.transaction(SIGN_IN, async (tx) => {
      if (newHash) await execute(tx, REHASH, [credential.personId, newHash, this.clock.now()]);
      audit(tx, entry('directory.session.sign-in', credential.personId, context));
      return this.identities.read(tx, credential.personId);
    });
  }

  /** Nobody has acted: whoever typed has not shown who they are. */
  private refuse(personId: string | null, context: CommandContext): Promise<void> {
    return this.database.transaction(SIGN_IN, async (tx) =>
      audit(tx, { ...entry('denial', NOBODY, context), recordId: personId, details: { code: 'sign-in-refused' } }),
    );
  }
}

const entry = (action: string, personId: string, { origin, traceId }: CommandContext): AuditEntry => ({
  action,
  recordType: 'person',
  recordId: personId,
  actorId: personId,
  origin,
  traceId,
});
