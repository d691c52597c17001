import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useAddress } from '../address/useAddress.js';
import { download } from '../export/download.js';
import { toCsv } from '../export/csv.js';
import { useShortcuts } from '../keyboard/Shortcuts.js';
import { useMomentText } from '../time/useMomentText.js';
import { useUi } from '../ui/useUi.js';
import { Cards } from './Cards.js';
import { type Column, sorted } from './column.js';
import { ColumnMenu } from './ColumnMenu.js';
import classes from './DataTable.module.css';
import { Grid } from './Grid.js';
import { useStandingOrder } from './useStandingOrder.js';
import type { DataTableProps } from './view.js';

/** A table as everybody expects one: sort, columns, keys, export of exactly what is seen; cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    name,
    columns,
    rows,
    keyOf,
    selection,
    total,
    isMoreThanTotal,
    more,
    tools,
    keyboard = false,
    exported = true,
  } = props;
  const t = useUi();
  const moment = useMomentText();
  const [params, change] = useAddress();
  const order = params.get('sort') ?? '';
  const [hidden, setHidden] = useState(() => storedHidden(name, columns));
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const body = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string | null>(null);

  const shown = columns.filter(({ key, fixed }) => fixed || !hidden.has(key));
  const {
    rows: ordered,
    stale,
    putInOrder,
  } = useStandingOrder({
    rows,
    ordered: sorted(rows, columns, order),
    keyOf,
    asked: `${params.toString()} ${props.asked}`,
  });

  const hide = (next: Set<string>) => {
    localStorage.setItem(storageKey(name), JSON.stringify([...next]));
    setHidden(next);
  };
  const sortBy = (key: string) => change({ sort: order === key ? `-${key}` : key });
  const take = (key: string | null) => {
    setCurrent(key);
    props.onCurrent?.(key);
  };
  const move = (step: number) => {
    const at = ordered.findIndex((row) => keyOf(row) === current);
    const row = ordered[Math.min(ordered.length - 1, Math.max(0, at + step))];
    if (!row) return;
    take(keyOf(row));
    body.current?.querySelector<HTMLElement>(`[data-row="${keyOf(row)}"] :is(a, button)`)?.focus();
  };
  const toggle = () => {
    if (!selection || current === null) return;
    const keys = new Set(selection.keys);
    if (!keys.delete(current)) keys.add(current);
    selection.set(keys);
  };
  useShortcuts(
    keyboard
      ? [
          { key: 'j', label: t('shortcuts.next'), run: () => move(1) },
          { key: 'k', label: t('shortcuts.previous'), run: () => move(-1) },
          {
            key: 'Enter',
            label: t('shortcuts.open'),
            run: () => body.current?.querySelector<HTMLElement>(`[data-row="${current}"] a`)?.click(),
          },
          ...(selection ? [{ key: 'x', label: t('shortcuts.select'), run: toggle }] : []),
        ]
      : [],
  );

  const exportSeen = () => {
    const written = shown.filter(({ text, time }) => text ?? time);
    const cell = ({ text, time }: Column<Row>, row: Row) => {
      if (text) return text(row);
      const { at, territory } = time?.(row) ?? { at: null };
      return moment(at, territory);
    };
    const cells = ordered.map((row) => written.map((column) => cell(column, row)));
    download(
      `${name}.csv`,
      toCsv(
        written.map(({ label }) => label),
        cells,
      ),
    );
  };

  const view = { ...props, columns: shown, rows: ordered, current, onTake: take, order, onSort: sortBy };
  return (
    <div className={classes.table}>
      <div className={classes.tools} data-no-print>
        <span className={classes.count}>
          {total !== undefined && total > rows.length
            ? t(isMoreThanTotal ? 'table.partialOfMore' : 'table.partial', { shown: rows.length, total })
            : t('table.count', { count: rows.length })}
        </span>
        <div className={classes.buttons}>
          {stale && (
            <Button variant="light" onClick={putInOrder}>
              {t('table.putInOrder')}
            </Button>
          )}
          {tools}
          {!narrow && <ColumnMenu columns={columns} hidden={hidden} onHide={hide} />}
          {exported && (
            <Button variant="default" leftSection={<IconDownload size={18} />} onClick={exportSeen}>
              {t('table.export')}
            </Button>
          )}
        </div>
      </div>
      <div ref={body}>
        {rows.length === 0 && props.empty ? props.empty : narrow ? <Cards {...view} /> : <Grid {...view} />}
      </div>
      {more && (
        <Button variant="default" onClick={more.load} loading={more.loading} className={classes.more}>
          {t('more')}
        </Button>
      )}
      {selection && selection.keys.size > 0 && (
        <div className={classes.selection} role="status">
          <strong>{t('table.selected', { count: selection.keys.size })}</strong>
          <div className={classes.buttons}>
            {selection.actions}
            <Button variant="default" onClick={() => selection.set(new Set())}>
              {t('table.unselect')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

const storageKey = (name: string) => `vigie-columns:${name}`;

function storedHidden<Row>(name: string, columns: readonly Column<Row>[]): Set<string> {
  const stored = localStorage.getItem(storageKey(name));
  if (stored) return new Set(JSON.parse(stored) as string[]);
  return new Set(columns.filter(({ extra }) => extra).map(({ key }) => key));
}
