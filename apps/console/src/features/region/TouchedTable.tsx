import { Link } from 'react-router';
import { Moment } from '../../shared/time/Moment.js';
import { SeverityMark, SignalMarks } from '../../shared/ui/marks.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import type { Touched } from './board.js';
import classes from './TouchedTable.module.css';
import { useRegionTexts } from './useRegionTexts.js';

/** What the map shows, in words; on a phone each line becomes a card. */
export function TouchedTable({ touched }: { touched: readonly Touched[] }) {
  const t = useRegionTexts();
  const w = useWords();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('table.facility')}</th>
          <th scope="col">{t('table.severity')}</th>
          <th scope="col">{t('table.services')}</th>
          <th scope="col">{t('table.last')}</th>
        </tr>
      </thead>
      <tbody>
        {touched.map((line) => (
          <tr key={line.facilityId}>
            <th scope="row">
              <Link to={`/incidents?facilityId=${line.facilityId}`}>{line.facility?.name ?? w('unknownFacility')}</Link>
              <span className={classes.commune}>{line.facility?.commune}</span>
              <SignalMarks
                of={{
                  degradedMode: line.degraded ? 'yes' : 'no',
                  patientDanger: line.worstDanger,
                  suspectedMalicious: 'unknown',
                }}
              />
            </th>
            <td>
              <SeverityMark severity={line.worstSeverity} />
              <span className={classes.commune}>{t('table.open', { count: line.open })}</span>
            </td>
            <td>{line.careServices.map((service) => w(`careService.${service}`)).join(', ') || t('table.none')}</td>
            <td>
              <Moment at={line.lastAt} territory={line.facility?.territory} form="stack" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
