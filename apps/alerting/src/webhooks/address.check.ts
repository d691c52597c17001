import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { AddressRule, hostOf } from './address.rule.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';

/** Milliseconds that a name may take while a person waits; what it takes longer shows with the first message. */
const PATIENCE = 800;

/** Tells a person at once what sending would refuse each time. Sending checks again: a name may lead elsewhere by then. */
@Injectable()
export class AddressCheck {
  private readonly rule: AddressRule;

  constructor(@Inject(WEBHOOK_SETTINGS) settings: WebhookSettings) {
    this.rule = new AddressRule(settings);
  }

  /** @throws Refusal('webhook-address-refused') that says why in its place's code */
  async refuseInner(text: string): Promise<void> {
    const url = this.rule.read(text);
    if (typeof url === 'string') throw refusal(url);
    const addresses = await addressesOf(hostOf(url));
    if (!addresses.every((address) => this.rule.isOpen(address))) throw refusal('address-private');
  }
}

const refusal = (code: string): Refusal => new Refusal('webhook-address-refused', { places: [{ path: 'url', code }] });

async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) > 0) return [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<[]>((resolve) => {
    timer = setTimeout(() => resolve([]), PATIENCE);
  });
  try {
    const found = await Promise.race([lookup(host, { all: true }), late]);
    return found.map(({ address }) => address);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
