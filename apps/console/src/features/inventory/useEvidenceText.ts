import type { Evidence } from '#libs/contracts';
import { inventoryFr } from './inventory.fr.js';
import { useInventoryTexts } from './useInventoryTexts.js';

type RuleCode = keyof typeof inventoryFr.rule;
const isKnown = (code: string): code is RuleCode => Object.hasOwn(inventoryFr.rule, code);

/** A match in words: what the inventory says, what the advisory says, why they were brought together. */
export function useEvidenceText() {
  const t = useInventoryTexts();
  const sentence = (code: string) => t(`rule.${isKnown(code) ? code : 'other'}`, { code });
  const version = (text: string | null) => text ?? t('exposure.noVersion');
  return (line: Evidence) => {
    const held = [line.assetVendor, line.assetProduct, version(line.assetVersion)].join(' · ');
    return {
      inInventory: line.assets > 1 ? `${held} (${t('exposure.times', { count: line.assets })})` : held,
      inAdvisory: [line.advisoryVendor, line.advisoryProduct, version(line.advisoryVersion)].join(' · '),
      why: [...new Set([line.rule, ...line.doubts])].map(sentence).join(' '),
    };
  };
}
