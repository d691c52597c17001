import { useTranslation } from 'react-i18next';
import type { Locale } from '#libs/contracts';
import { frenchSpaces } from './frenchSpaces.js';
import { i18n } from './i18n.js';
import type { Catalogue, KeyOf, Mirror } from './keys.js';

type Values = Record<string, string | number>;
export type Translate<Fr> = (key: KeyOf<Fr>, values?: Values) => string;

/**
 * Makes the hook of one feature's catalogue. French is the original; English must have the same keys. The compiler checks
 * the keys used, also those built from a word of the contract (`state.${state}`).
 */
export function texts<Fr extends Catalogue>(namespace: string, fr: Fr, en: Mirror<Fr>) {
  i18n.addResourceBundle('fr', namespace, frenchSpaces(fr));
  i18n.addResourceBundle('en', namespace, en);
  return function useTexts(): Translate<Fr> {
    const { t } = useTranslation(namespace);
    return t as unknown as Translate<Fr>;
  };
}

/** The language of the interface. */
export function useLocale(): Locale {
  const { i18n: current } = useTranslation();
  return current.language === 'en' ? 'en' : 'fr';
}
