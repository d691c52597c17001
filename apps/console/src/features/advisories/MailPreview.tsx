import type { Advisory, Tlp } from '#libs/contracts';
import { useConfiguration } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Moment } from '../../shared/time/Moment.js';
import { useUi } from '../../shared/ui/useUi.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import classes from './Advisories.module.css';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** How much of an advisory its marking lets out by mail; the mails themselves are written by the alerting service. */
const extents: Record<Tlp, 'text' | 'reference' | 'sign-in'> = {
  CLEAR: 'text',
  GREEN: 'text',
  AMBER: 'reference',
  'AMBER+STRICT': 'reference',
  RED: 'sign-in',
};

type Mailed = Pick<Advisory, 'tlp' | 'kind' | 'texts' | 'respondBy'> & {
  /** Null until the agency has given one. */
  reference: string | null;
};

/** What every recipient will find in their mail, in words: it depends on the marking. */
export function MailPreview({ of: { tlp, kind, texts, respondBy, reference } }: { of: Mailed }) {
  const t = useAdvisoriesTexts();
  const ui = useUi();
  const { productName: product } = useConfiguration();
  const extent = extents[tlp];
  const named = reference ?? t('mail.referenceToCome');
  const about = {
    text: t('mail.titled', { reference: named, title: texts.fr.title || t('mail.titleToCome') }),
    reference: t('mail.about', { reference: named }),
    'sign-in': t('mail.signIn', { product }),
  }[extent];
  const marks = [tlpLabel(tlp), kind === 'exercise' && t('mail.exercise')].filter(Boolean).join(' ');
  return (
    <Card title={t('mail.title')}>
      <div className={classes.stack}>
        <p className={classes.soft}>{t(`mail.extent.${extent}`)}</p>
        <div className={classes.mail}>
          <p className={classes.subject}>{t('mail.subject', { subject: `${marks} ${about}` })}</p>
          {kind === 'exercise' && <p>{ui('exercise.banner')}</p>}
          {extent !== 'sign-in' && <p>{t('mail.sent', { reference: named })}</p>}
          {extent === 'text' && (
            <>
              <p className={classes.text}>{texts.fr.body || t('mail.bodyToCome')}</p>
              {respondBy && (
                <p>
                  {t('mail.respondBy')} <Moment at={respondBy} form="clocks" />
                </p>
              )}
            </>
          )}
          <p>{t(`mail.link.${extent}`, { product })}</p>
        </div>
        {texts.en && extent === 'text' && <p className={classes.soft}>{t('mail.english')}</p>}
      </div>
    </Card>
  );
}
