import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useUi } from '../ui/useUi.js';
import type { Column } from './column.js';

interface ColumnMenuProps<Row> {
  columns: readonly Column<Row>[];
  hidden: ReadonlySet<string>;
  onHide: (hidden: Set<string>) => void;
}

/** Which columns are shown, remembered on this device. */
export function ColumnMenu<Row>({ columns, hidden, onHide }: ColumnMenuProps<Row>) {
  const t = useUi();
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onHide(next);
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={18} />}>
          {t('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')}>
        <Stack gap="sm">
          {columns
            .filter(({ fixed }) => !fixed)
            .map(({ key, label }) => (
              <Checkbox key={key} label={label} checked={!hidden.has(key)} onChange={() => toggle(key)} />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
