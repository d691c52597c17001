import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, Identity } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { IdentityService } from './identity.service.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SessionController {
  constructor(
    @Inject(SignInService) private readonly signIns: SignInService,
    @Inject(IdentityService) private readonly identities: IdentityService,
  ) {}

  @Command('directory.session.sign-in')
  signIn(body: CommandBody<'directory.session.sign-in'>, context: CommandContext): Promise<Identity> {
    return this.signIns.signIn(body, context);
  }

  @Command('directory.identity.get')
  identity({ personId }: CommandBody<'directory.identity.get'>, { scope }: CommandContext): Promise<Identity> {
    return this.identities.get(scope, personId);
  }
}
