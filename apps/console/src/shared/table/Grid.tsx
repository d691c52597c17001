import { Checkbox } from '@mantine/core';
import { IconArrowsSort, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useUi } from '../ui/useUi.js';
import type { Column } from './column.js';
import classes from './Grid.module.css';
import type { TableView } from './view.js';

/** The table itself, on a screen that has room for it. */
export function Grid<Row>(view: TableView<Row>) {
  const { label, columns, rows, keyOf, nameOf, gone, selection, current, onTake } = view;
  const t = useUi();
  return (
    <div className={classes.frame}>
      <table className={classes.grid}>
        <caption className={classes.caption}>{label}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className={classes.tick}>
                <AllTick rows={rows.map(keyOf)} selection={selection} />
              </th>
            )}
            {columns.map((column) => (
              <Heading key={column.key} column={column} order={view.order} onSort={view.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr
                key={key}
                data-row={key}
                data-current={current === key || undefined}
                data-selected={selection?.keys.has(key) || undefined}
                data-gone={gone?.has(key) || undefined}
                onFocus={() => onTake(key)}
              >
                {selection && (
                  <td className={classes.tick}>
                    <RowTick row={key} name={nameOf(row)} selection={selection} />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.key} data-align={column.align}>
                    {column.cell(row)}
                    {column.fixed && gone?.has(key) && <div className={classes.gone}>{t('table.stale')}</div>}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Heading<Row>({
  column,
  order,
  onSort,
}: {
  column: Column<Row>;
  order: string;
  onSort: (key: string) => void;
}) {
  const t = useUi();
  const direction = order === column.key ? 'ascending' : order === `-${column.key}` ? 'descending' : 'none';
  const Icon = { ascending: IconSortAscending, descending: IconSortDescending, none: IconArrowsSort }[direction];
  return (
    <th
      scope="col"
      aria-sort={column.sort ? direction : undefined}
      data-align={column.align}
      style={column.width ? { minWidth: column.width } : undefined}
    >
      {column.sort ? (
        <button
          type="button"
          className={classes.sort}
          aria-label={t('table.sortBy', { column: column.label })}
          onClick={() => onSort(column.key)}
        >
          {column.label}
          <Icon size={16} aria-hidden="true" data-idle={direction === 'none' || undefined} />
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}

interface Ticks {
  selection: { keys: ReadonlySet<string>; set: (keys: ReadonlySet<string>) => void };
}

/** Every row that is shown, at once. @param named where no heading stands above it */
export function AllTick({ rows, named = false, selection }: Ticks & { rows: readonly string[]; named?: boolean }) {
  const t = useUi();
  const all = rows.length > 0 && rows.every((row) => selection.keys.has(row));
  const some = rows.some((row) => selection.keys.has(row));
  const toggle = () => {
    const keys = new Set(selection.keys);
    for (const row of rows)
      if (all) keys.delete(row);
      else keys.add(row);
    selection.set(keys);
  };
  return (
    <Checkbox
      classNames={{ input: classes.box }}
      {...(named ? { label: t('table.selectAll') } : { 'aria-label': t('table.selectAll') })}
      checked={all}
      indeterminate={!all && some}
      onChange={toggle}
    />
  );
}

interface RowTickProps extends Ticks {
  row: string;
  name: string;
}

export function RowTick({ row, name, selection }: RowTickProps) {
  const t = useUi();
  const toggle = () => {
    const keys = new Set(selection.keys);
    if (!keys.delete(row)) keys.add(row);
    selection.set(keys);
  };
  return (
    <Checkbox
      classNames={{ input: classes.box }}
      aria-label={t('table.selectRow', { name })}
      checked={selection.keys.has(row)}
      onChange={toggle}
    />
  );
}
