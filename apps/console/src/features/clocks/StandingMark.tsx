import { IconAlertTriangle, IconCheck, IconClock, IconHourglass, IconMinus } from '@tabler/icons-react';
import type { ClockStanding } from '#libs/contracts';
import classes from './clocks.module.css';
import { useClocksTexts } from './useClocksTexts.js';

const icons = {
  overdue: IconAlertTriangle,
  due: IconClock,
  waiting: IconHourglass,
  met: IconCheck,
  'not-applicable': IconMinus,
} as const;

/** How a clock stands: a shape, a word and a colour. It never says that a duty is discharged. */
export function StandingMark({ standing }: { standing: ClockStanding }) {
  const t = useClocksTexts();
  const Icon = icons[standing];
  return (
    <span className={classes.standing} data-standing={standing}>
      <Icon size="1.1em" aria-hidden="true" />
      {t(`standing.${standing}`)}
    </span>
  );
}
