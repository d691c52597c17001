import { Progress } from '@mantine/core';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './StepsOfMany.module.css';
import { useIncidentsTexts } from './useIncidentsTexts.js';
import type { useMany } from './useMany.js';

interface ManyProgressProps {
  of: Pick<ReturnType<typeof useMany>, 'busy' | 'done' | 'failed'>;
  count: number;
}

/** How far it is, then what could not be done. */
export function ManyProgress({ of: { busy, done, failed }, count }: ManyProgressProps) {
  const t = useIncidentsTexts();
  if (busy)
    return (
      <div className={classes.progress} role="status">
        <Progress value={(done / count) * 100} aria-label={t('many.progress', { done, count })} />
        <span>{t('many.progress', { done, count })}</span>
      </div>
    );
  if (failed.length === 0) return null;
  const references = failed.map(({ reference }) => reference).join(', ');
  return (
    <Notice tone="warning" spoken>
      {t('many.failed', { count: failed.length, references })}
    </Notice>
  );
}
