import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'react-router';
import type { CareBoard, CareReport, CareService, Facility } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './care.module.css';
import { CareLines } from './CareLines.js';
import { CareMark } from './CareMark.js';
import { useCareTexts } from './useCareTexts.js';

type Line = CareBoard['facilities'][number];

interface CareTableProps {
  lines: readonly Line[];
  services: readonly CareService[];
  facilities: ReadonlyMap<string, Facility>;
  /** What was confirmed of late is left out of the lines. */
  staleOnly: boolean;
}

type Parts = Pick<CareTableProps, 'lines' | 'facilities'>;

/** Facilities and services; of one service all that was said; on a phone a card for each facility. */
export function CareTable({ lines, services, facilities, staleOnly }: CareTableProps) {
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  const [only] = services;
  if (narrow) return <FacilityCards lines={lines} facilities={facilities} />;
  if (services.length === 1 && only) return <OneService service={only} lines={lines} facilities={facilities} />;
  return <Matrix lines={lines} services={services} facilities={facilities} staleOnly={staleOnly} />;
}

function Name({ line, facility }: { line: Line; facility: Facility | undefined }) {
  const w = useWords();
  return (
    <>
      <Link to={`/care/${line.facilityId}`}>{facility?.name ?? w('unknownFacility')}</Link>
      <span className={classes.under}>{facility?.commune}</span>
    </>
  );
}

const latest = (reports: readonly CareReport[]) =>
  reports.reduce((at, { confirmedAt }) => (confirmedAt > at ? confirmedAt : at), '');

function Matrix({ lines, services, facilities, staleOnly }: CareTableProps) {
  const t = useCareTexts();
  const w = useWords();
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} ${classes.matrix}`}>
        <thead>
          <tr>
            <th scope="col">{t('board.facility')}</th>
            {services.map((service) => (
              <th key={service} scope="col">
                {w(`careService.${service}`)}
              </th>
            ))}
            <th scope="col">{t('told.confirmed')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.facilityId}>
              <th scope="row">
                <Name line={line} facility={facilities.get(line.facilityId)} />
              </th>
              {services.map((service) => {
                const said = line.reports.find((one) => one.service === service);
                return (
                  <td key={service}>
                    {said ? (
                      <CareMark of={said} small />
                    ) : (
                      <Silent word={t(staleOnly ? 'board.noneStale' : 'board.none')} />
                    )}
                  </td>
                );
              })}
              <td>
                <Moment at={latest(line.reports)} territory={line.territory} form="stack" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Silent({ word }: { word: string }) {
  return (
    <span className={classes.soft} role="img" aria-label={word}>
      –
    </span>
  );
}

function OneService({ service, lines, facilities }: Parts & { service: CareService }) {
  const t = useCareTexts();
  const w = useWords();
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{w(`careService.${service}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('board.facility')}</th>
          <th scope="col">{t('board.status')}</th>
          <th scope="col">{t('told.since')}</th>
          <th scope="col">{t('told.until')}</th>
          <th scope="col">{t('told.transfers')}</th>
          <th scope="col">{t('told.confirmed')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.flatMap((line) =>
          line.reports.map((said) => (
            <tr key={said.id}>
              <th scope="row">
                <Name line={line} facility={facilities.get(line.facilityId)} />
              </th>
              <td>
                <CareMark of={said} />
              </td>
              <td>
                <Moment at={said.since} territory={line.territory} form="stack" />
              </td>
              <td>
                {said.until ? (
                  <Moment at={said.until} territory={line.territory} form="stack" />
                ) : (
                  t('told.untilUnknown')
                )}
              </td>
              <td>{said.transfers ? (said.transferText ?? t('form.yes')) : t('form.no')}</td>
              <td>
                <Moment at={said.confirmedAt} territory={line.territory} form="stack" />
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

function FacilityCards({ lines, facilities }: Parts) {
  const t = useCareTexts();
  return (
    <ul className={classes.cards} aria-label={t('board.table')}>
      {lines.map((line) => (
        <li key={line.facilityId} className={classes.card}>
          <div>
            <Name line={line} facility={facilities.get(line.facilityId)} />
          </div>
          <CareLines reports={line.reports} territory={line.territory} />
        </li>
      ))}
    </ul>
  );
}
