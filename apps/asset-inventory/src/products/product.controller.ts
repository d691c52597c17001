import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command } from '#libs/messaging';
import { ProductFinder } from './product.finder.js';

@Controller()
export class ProductController {
  constructor(@Inject(ProductFinder) private readonly finder: ProductFinder) {}

  @Command('asset-inventory.product.find')
  find(body: CommandBody<'asset-inventory.product.find'>): Promise<CommandResult<'asset-inventory.product.find'>> {
    return this.finder.find(body);
  }
}
