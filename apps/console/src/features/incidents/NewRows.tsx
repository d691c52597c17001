import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import classes from './NewRows.module.css';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/** New rows say that they are there, and wait. The line keeps its height, so that nothing moves when they come. */
export function NewRows({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useIncidentsTexts();
  return (
    <div className={classes.line} role="status" data-no-print>
      {count > 0 && (
        <Button variant="filled" leftSection={<IconArrowUp size={18} />} onClick={onShow}>
          {`${t('queue.new', { count })} · ${t('queue.show')}`}
        </Button>
      )}
    </div>
  );
}
