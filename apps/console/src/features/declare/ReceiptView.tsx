import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'react-router';
import type { Identity } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { useConfiguration } from '../../shared/session/session.js';
import { fullText, showsParisToo } from '../../shared/time/format.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { PARIS } from '../../shared/time/zones.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import type { DeclareDraft } from './draft.js';
import classes from './ReceiptView.module.css';
import { useDeclareTexts } from './useDeclareTexts.js';

interface ReceiptProps {
  draft: DeclareDraft;
  facilities: Identity['facilities'];
  onLeave: () => void;
}

/** The proof that it arrived: reference, both clocks, what comes next. */
export function ReceiptView({ draft, facilities, onLeave }: ReceiptProps) {
  const t = useDeclareTexts();
  const locale = useLocale();
  const { emergencyPhone } = useConfiguration();
  const facility = facilities.find(({ id }) => id === draft.form.facilityId);
  const { zone, name } = useZone(facility?.territory);
  const { receipt, earlier } = draft;
  useEffect(() => {
    // In braces: where scrolling returns a promise, it must not be taken for the effect's clean-up.
    window.scrollTo(0, 0);
  }, []);
  if (!receipt) return null;
  const recorded = new Date(receipt.recordedAt);
  return (
    <>
      <Card>
        <div className={classes.receipt} role="status">
          <KeptMark state="agency" />
          <Facts>
            <Fact label={t('receipt.reference')}>
              <span className={classes.reference}>{receipt.reference}</span>
            </Fact>
            <Fact label={t('receipt.facility')}>{facility?.name}</Fact>
            <Fact label={t('receipt.recorded')}>
              <time dateTime={receipt.recordedAt} className={classes.clocks}>
                <span>{t('receipt.atPlace', { time: fullText(recorded, zone, locale), place: name })}</span>
                {showsParisToo(recorded, zone) && (
                  <span>{t('receipt.atPlace', { time: fullText(recorded, PARIS, locale), place: 'Paris' })}</span>
                )}
              </time>
            </Fact>
          </Facts>
        </div>
      </Card>
      {earlier && <Notice tone="warning">{t('receipt.earlier')}</Notice>}
      <Card title={t('receipt.next')}>
        <ul className={classes.next}>
          <li>{t('receipt.next1')}</li>
          <li>{t('receipt.next2')}</li>
          <li>
            {t('receipt.next3')}{' '}
            {emergencyPhone && <a href={`tel:${emergencyPhone.replace(/[^+\d]/g, '')}`}>{emergencyPhone}</a>}
          </li>
        </ul>
      </Card>
      <div className={classes.actions}>
        <Button component={Link} to={`/incidents/${receipt.incidentId}`} size="lg" onClick={onLeave}>
          {t('receipt.follow')}
        </Button>
        <Button variant="default" size="lg" onClick={onLeave}>
          {t('receipt.another')}
        </Button>
      </div>
    </>
  );
}
