import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'react-router';
import type { Identity } from '#libs/contracts';
import { useConfiguration } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import type { Declared } from './draft.js';
import classes from './ReceiptView.module.css';
import { Recorded } from './Recorded.js';
import { Since } from './Since.js';
import { useDeclareTexts } from './useDeclareTexts.js';

/** The proof that it arrived: reference, both clocks, what comes next. */
export function ReceiptView({ declared, facilities }: { declared: Declared; facilities: Identity['facilities'] }) {
  const t = useDeclareTexts();
  const { emergencyPhone } = useConfiguration();
  const { receipt, facilityId, since } = declared;
  const facility = facilities.find(({ id }) => id === facilityId);
  useEffect(() => {
    // In braces: where scrolling returns a promise, it must not be taken for the effect's clean-up.
    window.scrollTo(0, 0);
  }, []);
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
              <Recorded at={receipt.recordedAt} territory={facility?.territory} />
            </Fact>
          </Facts>
        </div>
      </Card>
      {since && (
        <Notice tone="warning">
          <Since text={since} />
        </Notice>
      )}
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
        {declared.sos && (
          <Button component={Link} to={`/incidents/${receipt.incidentId}/declaration`} size="lg">
            {t('receipt.complete')}
          </Button>
        )}
        <Button
          component={Link}
          to={`/incidents/${receipt.incidentId}`}
          variant={declared.sos ? 'default' : 'filled'}
          size="lg"
        >
          {t('receipt.follow')}
        </Button>
        <Button component={Link} to="/declare" variant="default" size="lg">
          {t('receipt.another')}
        </Button>
      </div>
    </>
  );
}
