import { useLocale } from '../../shared/i18n/texts.js';
import { sizeOf } from './amounts.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';

/** A size as people say it. */
export function useSize(): (bytes: number) => string {
  const t = useAttachmentsTexts();
  const locale = useLocale();
  return (bytes) => {
    const { amount, unit } = sizeOf(bytes);
    return t(`unit.${unit}`, { amount: amount.toLocaleString(locale) });
  };
}
