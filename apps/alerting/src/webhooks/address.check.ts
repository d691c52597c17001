import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { AddressRule, hostOf } from './address.rule.js';
import { NameResolver } from './name.resolver.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';

/** Milliseconds that a name may take while a person waits; what it takes longer shows with the first message. */
const PATIENCE = 800;

/** Tells a person at once what sending would refuse each time. Sending checks again: a name may lead elsewhere by then. */
@Injectable()
export class AddressCheck {
  private readonly rule: AddressRule;

  constructor(
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(NameResolver) private readonly names: NameResolver,
  ) {
    this.rule = new AddressRule(settings);
  }

  /** @throws Refusal('webhook-address-refused') that says why in its place's code */
  async refuseInner(text: string): Promise<void> {
    const url = this.rule.read(text);
    if (typeof url === 'string') throw refusal(url, url === 'url-port' ? this.settings.ports.join(', ') : undefined);
    const host = hostOf(url);
    const addresses = isIP(host) > 0 ? [] : await this.names.addressesOf(host, AbortSignal.timeout(PATIENCE));
    if (!addresses.every((address) => this.rule.isOpen(address))) throw refusal('address-private');
  }
}

const refusal = (code: string, detail?: string): Refusal =>
  new Refusal('webhook-address-refused', { places: [{ path: 'url', code, ...(detail && { detail }) }] });
