import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type Receipt, Refusal, type RefusalCode } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { DeclarationService } from './declaration.service.js';
import { declarationOf } from './machine-declaration.js';

const COMMAND = 'incident.declaration.submit-by-machine';
/** How the spine says that an id or a key came with something else before. */
const USED: ReadonlySet<RefusalCode> = new Set(['idempotency-key-reused', 'already-exists']);

/** What a facility's tool declares, with the facility's machine key. */
@Injectable()
export class MachineDeclarationService {
  constructor(
    @Inject(DeclarationService) private readonly declarations: DeclarationService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('external-id-reused') for another declaration under an id that the key has used */
  async submit(body: CommandBody<typeof COMMAND>, context: CommandContext): Promise<Receipt> {
    const [facility] = context.actor.facilities;
    if (!facility) throw new Refusal('forbidden');
    const { id: _, contact: __, machineName, ...said } = body;
    try {
      return await this.declarations.take({
        command: COMMAND,
        declaration: declarationOf(body, facility.id, this.clock.instant()),
        // Neither the hour of its arrival nor the contact of today makes it another declaration.
        body: said,
        original: said,
        context,
        territory: facility.territory,
        source: 'machine',
        machineName,
      });
    } catch (error) {
      throw error instanceof Refusal && USED.has(error.code) ? new Refusal('external-id-reused') : error;
    }
  }
}
