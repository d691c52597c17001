import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DELIVERY_ALARM } from '#libs/messaging';
import { Health, Metrics } from '#libs/platform';
import { parse } from 'yaml';
import { WebhookAlarm } from '../../apps/alerting/src/webhooks/webhook.alarm.js';
import { gaugesIn } from '../../apps/incident/src/attachments/scanner/gauges.js';
import { DeliveryAlarm } from '../../libs/messaging/src/delivery-alarm.js';

interface Rule {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string };
  annotations: { summary: string; description: string };
}
const file = new URL('../../deploy/prometheus/vigie.rules.yml', import.meta.url);
const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

describe('the alerts for Prometheus', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s reads figures that a service has', async (_, rule) => {
    const metrics = new Metrics('incident');
    new DeliveryAlarm(new Health('incident'), metrics).note([{ consumer: 'gateway', seconds: 61 }]);
    new WebhookAlarm(new Health('alerting'), metrics).note({ oldest: 301, failing: 1 });
    gaugesIn(metrics);
    const { text } = await metrics.read();
    const names = rule.expr.match(/\b(?:vigie|process|nodejs)_\w+/g) ?? ['up'];
    for (const name of names.filter((known) => known !== 'up')) {
      expect([name, new RegExp(`^${name}\\{`, 'm').test(text)]).toEqual([name, true]);
    }
    expect(rule).toMatchObject({
      for: expect.stringMatching(/^\d+[sm]$/),
      labels: { severity: expect.stringMatching(/^(page|ticket)$/) },
      annotations: { summary: expect.any(String), description: expect.any(String) },
    });
  });

  it('are raised when the doctor and /health raise theirs', () => {
    const late = rules.find(({ alert }) => alert === 'VigieDeliveryLate');
    expect(late?.expr).toMatch(new RegExp(`> ${DELIVERY_ALARM}$`));
  });
});
