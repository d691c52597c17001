import { useRead } from '../../shared/api/queries.js';
import { Card } from '../../shared/ui/Card.js';
import { SeverityMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './severity.module.css';
import { useSeverityTexts } from './useSeverityTexts.js';

/** How grave a regional incident is by all of its declarations together. */
export function RegionalScoreCard({ regionalId }: { regionalId: string }) {
  const t = useSeverityTexts();
  const whole = useRead('regionalScore', { regionalId });
  return (
    <Card title={t('regional.title')}>
      <Loaded from={whole} rows={2}>
        {({ score, severity, isRaised, gravest, assessed, open }) => (
          <div className={classes.stack}>
            {score === null ? (
              <p className={classes.soft}>{t('regional.none')}</p>
            ) : (
              <>
                <p className={classes.result}>
                  <strong>{t('score', { score })}</strong> <SeverityMark severity={severity} />
                  <span>{t('regional.gravest', { score: gravest ?? score })}</span>
                </p>
                {isRaised && <p>{t('regional.raised')}</p>}
                <p className={classes.soft}>{t('regional.counted', { count: assessed, open })}</p>
              </>
            )}
            <p className={classes.soft}>{t('regional.method')}</p>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
