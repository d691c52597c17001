import { Button } from '@mantine/core';
import { useOnline } from '../../shared/live/useOnline.js';
import { switchLocale } from '../../shared/i18n/i18n.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { useConfiguration } from '../../shared/session/session.js';
import { Brand } from '../../shared/ui/Logo.js';
import { Notice } from '../../shared/ui/Notice.js';
import { SignInForm } from './SignInForm.js';
import classes from './SignInPage.module.css';
import { useSignInTexts } from './useSignInTexts.js';

export function SignInPage() {
  const t = useSignInTexts();
  const locale = useLocale();
  const online = useOnline();
  const { productName, emergencyPhone } = useConfiguration();
  const other = locale === 'fr' ? 'en' : 'fr';
  return (
    <main className={classes.page}>
      <title>{`${t('title')} · ${productName}`}</title>
      <div className={classes.top}>
        <Brand />
        <Button variant="subtle" lang={other} onClick={() => void switchLocale(other, true)}>
          {t('language')}
        </Button>
      </div>
      <div className={classes.card}>
        <div>
          <h1 className={classes.title}>{t('title')}</h1>
          <p className={classes.lead}>{t('lead')}</p>
        </div>
        {!online && <Notice tone="warning">{t('offline')}</Notice>}
        <SignInForm />
        {emergencyPhone && (
          <p className={classes.emergency}>
            <a href={`tel:${emergencyPhone.replace(/[^+\d]/g, '')}`}>{t('emergency', { phone: emergencyPhone })}</a>
          </p>
        )}
      </div>
      <Horizon />
    </main>
  );
}

/** The line of the sea and of the hills, at the foot of the page. */
function Horizon() {
  return (
    <svg viewBox="0 0 1440 160" preserveAspectRatio="none" className={classes.horizon} aria-hidden="true">
      <path d="M0 110C140 96 210 40 320 52s150 70 260 62S760 20 880 28s180 86 300 78 180-34 260-28v82H0Z" />
      <path d="M0 132c240-18 420 10 720 2s520-22 720-4v30H0Z" />
    </svg>
  );
}
