import { isRsitPair, rsit, type RsitClass } from '#libs/contracts';
import { texts } from '../../../shared/i18n/texts.js';
import { rsitEn } from './rsit.en.js';
import { rsitFr } from './rsit.fr.js';

const useRsitTexts = texts('rsit', rsitFr, rsitEn);

/** Names of the RSIT in the reader's language; a value that this version does not know shows as it is. */
export function useRsit() {
  const t = useRsitTexts();
  // The keys of the catalogue are those of the taxonomy; rsit.spec.ts checks it.
  const name = t as (key: string) => string;
  const className = (rsitClass: string) => (Object.hasOwn(rsit, rsitClass) ? name(`class.${rsitClass}`) : rsitClass);
  const typeName = (rsitClass: string, type: string) =>
    isRsitPair(rsitClass, type) ? name(`type.${rsitClass}.${type}`) : type;
  return {
    className,
    typeName,
    classes: (Object.keys(rsit) as RsitClass[]).map((value) => ({ value, label: className(value) })),
    typesOf: (rsitClass: string) =>
      Object.hasOwn(rsit, rsitClass)
        ? rsit[rsitClass as RsitClass].map((value) => ({ value, label: typeName(rsitClass, value) }))
        : [],
  };
}
