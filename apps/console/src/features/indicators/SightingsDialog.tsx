import { Modal } from '@mantine/core';
import { Link } from 'react-router';
import type { IndicatorRecord } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { Moment } from '../../shared/time/Moment.js';
import { ExerciseMark, TlpMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { Value } from './Value.js';

/** The incidents on which a value was seen, the newest first. */
export function SightingsDialog({ record, onClose }: { record: IndicatorRecord; onClose: () => void }) {
  const t = useIndicatorsTexts();
  const w = useWords();
  const facilities = useFacilities();
  const sightings = useRead('sightings', { indicatorId: record.id });
  return (
    <Modal opened onClose={onClose} size="lg" title={t('page.dialog')}>
      <div className={classes.stack}>
        <Value of={record} />
        <Loaded from={sightings} rows={2}>
          {({ items, total }) => (
            <>
              {total > items.length && (
                <p className={classes.soft}>{t('page.latest', { shown: items.length, total })}</p>
              )}
              <ul className={classes.list}>
                {items.map(
                  ({ id, incidentId, reference, facilityId, kind, tlp, side, source, recordedAt, withdrawn }) => (
                    <li key={id} className={classes.row}>
                      <span className={classes.main}>
                        <span className={classes.named}>
                          <Link to={`/incidents/${incidentId}`}>{reference}</Link>
                          <ExerciseMark kind={kind} />
                          <span>{facilities.get(facilityId)?.name ?? w('unknownFacility')}</span>
                        </span>
                        <span className={classes.facts}>
                          <TlpMark tlp={tlp} />
                          <span>
                            {t(`by.${side}`)}, {t(`source.${source}`)}
                          </span>
                          <Moment at={recordedAt} territory={facilities.get(facilityId)?.territory} />
                        </span>
                        {withdrawn && <span>{t('withdrawnBecause', { reason: withdrawn.reason })}</span>}
                      </span>
                    </li>
                  ),
                )}
              </ul>
            </>
          )}
        </Loaded>
      </div>
    </Modal>
  );
}
