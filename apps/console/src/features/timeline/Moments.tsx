import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'react-router';
import type { TimelineMoment } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { Moment } from '../../shared/time/Moment.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './timeline.module.css';
import { useMomentTexts } from './useMomentTexts.js';
import { useTimelineTexts } from './useTimelineTexts.js';

interface MomentsProps {
  items: readonly TimelineMoment[];
  territory: string;
  asOf: string;
  /** Of several facilities: whose each is, is said. */
  regional: boolean;
}

/** What the picture shows, one line each; on a phone one below the other along a line. */
export function Moments(props: MomentsProps) {
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  return narrow ? <Vertical {...props} /> : <Table {...props} />;
}

function Table({ items, territory, asOf, regional }: MomentsProps) {
  const t = useTimelineTexts();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('when')}</th>
          <th scope="col">{t('source')}</th>
          <th scope="col">{t('what')}</th>
          {regional && <th scope="col">{t('where')}</th>}
          <th scope="col">{t('tlp')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.key}>
            <td className={classes.when}>
              <Moment at={item.at} territory={territory} form="clocks" />
              <Standing item={item} asOf={asOf} />
            </td>
            <td>
              <Source of={item} />
            </td>
            <td>
              <What item={item} />
            </td>
            {regional && (
              <td>
                <Where item={item} />
              </td>
            )}
            <td>
              <TlpMark tlp={item.tlp} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Vertical({ items, territory, asOf, regional }: MomentsProps) {
  const t = useTimelineTexts();
  return (
    <ol className={classes.vertical} aria-label={t('table')}>
      {items.map((item) => (
        <li key={item.key} className={classes.step} data-source={item.source}>
          <p className={classes.head}>
            <Moment at={item.at} territory={territory} form="clocks" />
            <Standing item={item} asOf={asOf} />
          </p>
          <Source of={item} />
          <What item={item} />
          {regional && <Where item={item} />}
          <TlpMark tlp={item.tlp} />
        </li>
      ))}
    </ol>
  );
}

function Source({ of }: { of: TimelineMoment }) {
  const t = useTimelineTexts();
  return (
    <span className={classes.source} data-source={of.source}>
      <span className={classes.dot} aria-hidden="true" />
      {t(`sourceName.${of.source}`)}
    </span>
  );
}

function Standing({ item, asOf }: { item: TimelineMoment; asOf: string }) {
  const t = useTimelineTexts();
  if (item.type === 'clock-late') return <strong className={classes.late}>{t('late')}</strong>;
  return item.at > asOf ? <span className={classes.soft}>{t('ahead')}</span> : null;
}

function What({ item }: { item: TimelineMoment }) {
  const wordsOf = useMomentTexts();
  const { title, about } = wordsOf(item);
  return (
    <div>
      <strong>{title}</strong>
      {about.length > 0 && <span className={classes.about}>{about.join(' · ')}</span>}
      {item.text && <p className={classes.text}>{item.text}</p>}
    </div>
  );
}

function Where({ item }: { item: TimelineMoment }) {
  const t = useTimelineTexts();
  const w = useWords();
  const facility = useFacilities().get(item.facilityId);
  const { facilities } = item.details;
  if (item.incidentId === null && item.reference !== null)
    return <span>{t('wholeRegion', { reference: item.reference })}</span>;
  if (item.incidentId === null)
    return <span>{t('several', { count: typeof facilities === 'number' ? facilities : 0 })}</span>;
  return (
    <span>
      {facility?.name ?? w('unknownFacility')} <Link to={`/incidents/${item.incidentId}`}>{item.reference}</Link>
    </span>
  );
}
