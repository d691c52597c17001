import { Controller, Inject } from '@nestjs/common';
import type { Declaration, Receipt } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { DeclarationService } from './declaration.service.js';

@Controller()
export class DeclarationController {
  constructor(@Inject(DeclarationService) private readonly declarations: DeclarationService) {}

  @Command('incident.declaration.submit')
  submit(declaration: Declaration, context: CommandContext): Promise<Receipt> {
    return this.declarations.submit(declaration, context);
  }
}
