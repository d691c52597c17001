import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '#libs/contracts';
import { setReaderLocale } from '../api/http.js';

const KEY = 'vigie-locale';

/** The reader's choice on this device, else the browser's first language that we have. */
function firstLocale(): Locale {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'fr' || chosen === 'en') return chosen;
  const known = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'fr' || tag === 'en');
  return known === 'en' ? 'en' : 'fr';
}

export const chosenLocale = (): Locale | null => {
  const chosen = localStorage.getItem(KEY);
  return chosen === 'fr' || chosen === 'en' ? chosen : null;
};

/** An instance of our own: what is re-exported from a package may be taken from there directly, before it is set up here. */
export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: firstLocale(),
  fallbackLng: 'fr',
  resources: {},
  initAsync: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});
applied(i18n.language as Locale);

function applied(locale: Locale) {
  document.documentElement.lang = locale;
  setReaderLocale(locale);
}

/** Switches the language; `remember` keeps it as this person's choice on this device. */
export async function switchLocale(locale: Locale, remember: boolean) {
  if (remember) localStorage.setItem(KEY, locale);
  await i18n.changeLanguage(locale);
  applied(locale);
}
