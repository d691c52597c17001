import type { Metrics } from '#libs/platform';

/** What is measured of the virus scanner. */
export const gaugesIn = (metrics: Metrics) => ({
  age: metrics.gauge({
    name: 'vigie_scanner_signatures_age_seconds',
    help: 'Age of the virus scanner’s signatures; -1: it does not tell, or it is down.',
  }),
  up: metrics.gauge({ name: 'vigie_scanner_up', help: '1 when the virus scanner answers.' }),
  waiting: metrics.gauge({
    name: 'vigie_attachments_unscanned',
    help: 'Files that wait for the virus scanner.',
  }),
  stuck: metrics.gauge({
    name: 'vigie_attachments_unscannable',
    help: 'Files that wait for the virus scanner and were offered to it six times or more in vain.',
  }),
});
