import { Button } from '@mantine/core';
import { IconArrowUp, IconEraser } from '@tabler/icons-react';
import { Floating } from '../ui/Floating.js';
import { useUi } from '../ui/useUi.js';

interface HeldLineProps {
  /** How many rows wait, and what they are called: "3 new declarations". */
  waiting: number;
  label: string;
  gone: ReadonlySet<string>;
  onShow: () => void;
}

/** Says what waits to be shown, or offers to drop the rows that no longer belong; until then no row moves. */
export function HeldLine({ waiting, label, gone, onShow }: HeldLineProps) {
  const t = useUi();
  return (
    <Floating>
      {waiting > 0 ? (
        <Button leftSection={<IconArrowUp size={18} aria-hidden="true" />} onClick={onShow}>
          {`${label} · ${t('table.show')}`}
        </Button>
      ) : (
        gone.size > 0 && (
          <Button variant="default" leftSection={<IconEraser size={18} aria-hidden="true" />} onClick={onShow}>
            {t('table.dropGone', { count: gone.size })}
          </Button>
        )
      )}
    </Floating>
  );
}
