import type { FoundIndicator } from '#libs/contracts';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { Flags, Value } from './Value.js';

export const keyOf = ({ type, value }: Pick<FoundIndicator, 'type' | 'value'>) => `${type} ${value}`;

interface FoundListProps {
  items: readonly FoundIndicator[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** What a text holds, to be ticked. */
export function FoundList({ items, chosen, onChange }: FoundListProps) {
  const t = useIndicatorsTexts();
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  if (items.length === 0) return <p role="status">{t('foundNone')}</p>;
  const label = t('found', { count: items.length });
  return (
    <div>
      <p role="status">{label}</p>
      <div className={classes.choices} role="group" aria-label={label} tabIndex={0}>
        {items.map((found) => (
          <label key={keyOf(found)} className={classes.choice}>
            <input
              type="checkbox"
              checked={chosen.has(keyOf(found))}
              disabled={found.known}
              onChange={() => toggle(keyOf(found))}
            />
            <span className={classes.named}>
              <span className={classes.type}>{t(`type.${found.type}`)}</span>
              <Value of={found} />
              <Flags flags={found.flags} />
              {found.known && <span className={classes.soft}>{t('known')}</span>}
            </span>
          </label>
        ))}
      </div>
    </div>
  );
}
