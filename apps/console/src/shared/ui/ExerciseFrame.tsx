import type { Kind } from '#libs/contracts';
import classes from './ExerciseFrame.module.css';
import { useUi } from './useUi.js';

/** Paints the whole frame when the record is an exercise: nobody may mistake it. */
export function ExerciseFrame({ kind }: { kind: Kind }) {
  const t = useUi();
  if (kind !== 'exercise') return null;
  return (
    <>
      <div className={classes.frame} aria-hidden="true" />
      <p className={classes.banner}>{t('exercise.banner')}</p>
    </>
  );
}
