import type { SimilarIncident, SimilarReason } from '#libs/contracts';
import { shownValue } from '../indicators/Value.js';
import classes from './similar.module.css';
import { useSimilarTexts } from './useSimilarTexts.js';

/** Why two incidents are held to be alike, one sentence for each reason, the weightiest first. */
export function Reasons({ of }: { of: SimilarIncident }) {
  const t = useSimilarTexts();
  return (
    <ul className={classes.reasons} aria-label={t('reasons', { reference: of.reference })}>
      {of.reasons.map((reason) => (
        <li key={reason.type === 'product' ? `product ${reason.product}` : reason.type}>{sentence(reason, t)}</li>
      ))}
    </ul>
  );
}

/** The same sentences, for where there is room for one of them. */
export function useReasons() {
  const t = useSimilarTexts();
  return ({ reasons }: SimilarIncident): string[] => reasons.map((reason) => sentence(reason, t));
}

function sentence(reason: SimilarReason, t: ReturnType<typeof useSimilarTexts>): string {
  switch (reason.type) {
    case 'supplier':
      return reason.near ? t('near', { own: reason.own, other: reason.other }) : t('supplier', { other: reason.other });
    case 'product':
      return t('product', { product: reason.product, vendor: reason.vendor });
    case 'indicator':
      return t('indicator', { count: reason.total, values: shortList(reason.values.map(shownValue), reason.total) });
    case 'wording':
      return reason.words.length === 0
        ? t('wordingOnly', { likeness: reason.likeness })
        : t('wording', { words: reason.words.join(', ') });
    case 'time':
      if (reason.hours === 0) return t('sameHour');
      return reason.hours < 48
        ? t('hours', { count: reason.hours })
        : t('days', { count: Math.round(reason.hours / 24) });
  }
}

const shortList = (shown: readonly string[], total: number): string =>
  shown.join(', ') + (total > shown.length ? '…' : '');
