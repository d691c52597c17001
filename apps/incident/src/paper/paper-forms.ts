import { Inject, Injectable } from '@nestjs/common';
import { type Declaration, type PaperForm, Refusal } from '#libs/contracts';
import { Database } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { type PaperClaims, readToken, writeToken } from './paper-token.js';
import { type IssuedForm, findForm } from './paper.row.js';

/** Injected under this token. */
export const PAPER = Symbol('paper');

/** What authenticates the region's forms. */
export interface PaperSettings {
  region: string;
  /** The first writes, all are read. */
  keys: readonly string[];
}

/** Knows the region's forms by what stands in their code. */
@Injectable()
export class PaperForms {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PAPER) private readonly settings: PaperSettings,
  ) {}

  tokenOf({ number, declarationId }: IssuedForm, facilityId: string): string {
    const { region, keys } = this.settings;
    return writeToken({ region, number, facilityId, declarationId }, keys[0] ?? '');
  }

  /**
   * @throws Refusal('paper-unreadable'), Refusal('paper-other-region'), Refusal('paper-forged'), Refusal('paper-unknown');
   *   Refusal('not-found') for a facility of others, whether or not the code is genuine
   */
  async open(token: string, context: CommandContext): Promise<PaperForm> {
    const claims = this.claimsOf(token, context);
    const form = await this.database.transaction(context.scope, (tx) => findForm(tx, claims));
    if (!form) throw new Refusal('paper-unknown', { number: claims.number });
    return form;
  }

  /**
   * The form from which a declaration was typed. That it is used once follows from its declaration's id, which an incident can have once.
   *
   * @throws as `open`, and Refusal('paper-mismatch') for the form of another declaration
   */
  async formOf(token: string, declaration: Declaration, context: CommandContext): Promise<PaperForm> {
    const form = await this.open(token, context);
    if (form.declarationId !== declaration.id || form.facilityId !== declaration.facilityId) {
      throw new Refusal('paper-mismatch');
    }
    return form;
  }

  private claimsOf(token: string, { scope }: CommandContext): PaperClaims {
    const reading = readToken(token, this.settings.keys);
    if (!reading) throw new Refusal('paper-unreadable');
    const { claims, genuine } = reading;
    if (claims.region !== this.settings.region) throw new Refusal('paper-other-region', { region: claims.region });
    if (scope.kind === 'facility' && !scope.facilities.includes(claims.facilityId)) throw new Refusal('not-found');
    if (!genuine) throw new Refusal('paper-forged');
    return claims;
  }
}
