import { useUi } from '../ui/useUi.js';
import classes from './Cards.module.css';
import { AllTick, RowTick } from './Grid.js';
import type { TableView } from './view.js';

/** The rows as cards: a phone has no room for columns. */
export function Cards<Row>({ label, rows, keyOf, nameOf, card, gone, selection, current, onTake }: TableView<Row>) {
  const t = useUi();
  return (
    <>
      {selection && (
        <div className={classes.all}>
          <AllTick rows={rows.map(keyOf)} selection={selection} named />
        </div>
      )}
      <ul className={classes.cards} aria-label={label}>
        {rows.map((row) => {
          const key = keyOf(row);
          return (
            <li
              key={key}
              data-row={key}
              data-current={current === key || undefined}
              data-gone={gone?.has(key) || undefined}
              className={classes.card}
              onFocus={() => onTake(key)}
            >
              {selection && <RowTick row={key} name={nameOf(row)} selection={selection} />}
              <div className={classes.body}>
                {card(row)}
                {gone?.has(key) && <div className={classes.gone}>{t('table.stale')}</div>}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
