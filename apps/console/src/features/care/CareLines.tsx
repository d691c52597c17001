import type { SamuBoard } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { inOrder, isQuiet } from './care.js';
import classes from './care.module.css';
import { CareLine } from './CareLine.js';
import { CareMark } from './CareMark.js';
import { useCareTexts } from './useCareTexts.js';

interface CareLinesProps {
  reports: SamuBoard['facilities'][number]['reports'];
  territory: string;
}

/** The services of a facility on a narrow screen: what is open and fresh in one line, everything else whole. */
export function CareLines({ reports, territory }: CareLinesProps) {
  const t = useCareTexts();
  const w = useWords();
  const quiet = inOrder(reports.filter(isQuiet));
  const oldest = quiet.map(({ confirmedAt }) => confirmedAt).toSorted()[0];
  return (
    <ul className={classes.list}>
      {inOrder(reports.filter((one) => !isQuiet(one))).map((said) => (
        <CareLine key={said.service} of={said} territory={territory} />
      ))}
      {oldest !== undefined && (
        <li className={classes.line}>
          <span className={classes.inline}>
            <CareMark of={{ status: 'open', stale: false, transfers: false }} />
            {quiet.map(({ service }) => w(`careService.${service}`)).join(', ')}
          </span>
          <span className={classes.stale}>
            {t('told.confirmed')} <Moment at={oldest} territory={territory} />
          </span>
        </li>
      )}
    </ul>
  );
}
