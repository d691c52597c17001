import { Card } from '../../shared/ui/Card.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';
import classes from './Webhooks.module.css';

const STEPS = ['message', 'headers', 'signature', 'replay', 'answer'] as const;

/** Nothing but Python's own library; `raw` is the body as it came, before anything has read it. */
// eslint-disable-next-line no-restricted-syntax -- a program, the same in every language
const EXAMPLE = `import base64, hashlib, hmac, time

def is_from_vigie(secret, headers, raw):
    sent = int(headers["webhook-timestamp"])
    if abs(time.time() - sent) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f'{headers["webhook-id"]}.{sent}.'.encode() + raw
    mac = hmac.new(key, text, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(mac).decode()
    given = headers["webhook-signature"].split(" ")
    return any(hmac.compare_digest(wanted, one) for one in given)`;

/**
 * What a developer of the facility has to know.
 *
 * @param seconds that the tool has to answer
 */
export function HowTo({ seconds }: { seconds: number }) {
  const t = useWebhooksTexts();
  return (
    <Card title={t('how.title')}>
      <div className={classes.stack}>
        <ol className={classes.steps}>
          {STEPS.map((step) => (
            <li key={step}>{t(`how.steps.${step}`, { seconds })}</li>
          ))}
        </ol>
        <p>{t('how.library')}</p>
        <section aria-label={t('how.example')}>
          <p className={classes.label}>{t('how.example')}</p>
          <pre className={classes.pre} tabIndex={0} translate="no">
            {EXAMPLE}
          </pre>
        </section>
      </div>
    </Card>
  );
}
