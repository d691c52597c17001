import { defang, type IndicatorFlag, type IndicatorType } from '#libs/contracts';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';

interface Valued {
  type: IndicatorType;
  value: string;
}

/** What turns the direction of writing, or shows nothing at all, is written out: "exe.gpj" must not look like "jpg.exe". */
const HIDDEN = /[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;
const codeOf = (character: string) => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** As it may be shown: defanged, nothing of it hidden. */
export const shownValue = ({ type, value }: Valued) => defang(type, value).replace(HIDDEN, codeOf);

/** A value that nobody can click. */
export function Value({ of, struck = false }: { of: Valued; struck?: boolean }) {
  return (
    <code className={classes.value} data-struck={struck || undefined} translate="no">
      {shownValue(of)}
    </code>
  );
}

/** Why it might accuse nobody. */
export function Flags({ flags }: { flags: readonly IndicatorFlag[] }) {
  const t = useIndicatorsTexts();
  return flags.map((flag) => (
    <span key={flag} className={classes.flag}>
      {t(`flag.${flag}`)}
    </span>
  ));
}
