import { useDeclareTexts } from '../useDeclareTexts.js';
import { Code } from './Code.js';
import classes from './Codes.module.css';

/** All codes at once, where there is room. */
export function CodesSideBySide({ parts }: { parts: readonly string[] }) {
  const t = useDeclareTexts();
  const nameOf = (index: number) => t('codes.number', { number: index + 1, total: parts.length });
  if (parts.length === 1) {
    return (
      <div className={classes.one}>
        <Code text={parts[0]!} label={t('codes.only')} />
      </div>
    );
  }
  return (
    <ul className={classes.all}>
      {parts.map((part, index) => (
        <li key={part}>
          <Code text={part} label={nameOf(index)} />
          <p className={classes.caption} aria-hidden="true">
            {nameOf(index)}
          </p>
        </li>
      ))}
    </ul>
  );
}
