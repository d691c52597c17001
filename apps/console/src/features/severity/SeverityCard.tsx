import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { type Assessment, type Incident, pointsOf, severityPartNames, severityParts } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { SeverityMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { AssessForm } from './AssessForm.js';
import classes from './severity.module.css';
import { useAssessmentWords } from './useAssessmentWords.js';
import { useSeverityTexts } from './useSeverityTexts.js';

/** How grave it is: the score, the parts that make it, and what was decided. The agency assesses it from here. */
export function SeverityCard({ incident }: { incident: Incident }) {
  const t = useSeverityTexts();
  const identity = useIdentity();
  const assessments = useRead('assessments', { incidentId: incident.id });
  const [assessing, setAssessing] = useState(false);
  const mayAssess = agencyMay(identity, 'incident.triage') && incident.state !== 'closed';
  const items = assessments.data?.items ?? [];
  const [last, ...earlier] = items;
  // A facility reads it once there is something to read.
  if (!mayAssess && assessments.data && !last) return null;
  return (
    <Card title={t('title')}>
      <Loaded from={assessments} rows={3}>
        {() => (
          <div className={classes.stack}>
            {last ? (
              <Assessed assessment={last} territory={incident.territory} />
            ) : (
              <p className={classes.soft}>{t('none')}</p>
            )}
            <Criteria report={incident.report} />
            {earlier.length > 0 && (
              <details className={classes.earlier}>
                <summary>{t('earlier', { count: earlier.length })}</summary>
                <ul>
                  {earlier.map(({ id, score, severity, assessedAt }) => (
                    <li key={id}>
                      <Moment at={assessedAt} territory={incident.territory} /> {t('score', { score })}{' '}
                      <SeverityMark severity={severity} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
            {mayAssess && (
              <Button variant="default" onClick={() => setAssessing(true)}>
                {t(last ? 'again' : 'assess')}
              </Button>
            )}
          </div>
        )}
      </Loaded>
      <Modal
        opened={assessing}
        onClose={() => setAssessing(false)}
        size="lg"
        title={t('dialog', { reference: incident.reference })}
      >
        <AssessForm incident={incident} last={last} onClose={() => setAssessing(false)} />
      </Modal>
    </Card>
  );
}

const criteria = ['careSafety', 'healthData', 'functioning', 'repercussions', 'spread'] as const;

/** The five of D.1111-16-2 CSP, as the facility answered them. */
function Criteria({ report }: Pick<Incident, 'report'>) {
  const t = useSeverityTexts();
  const w = useWords();
  return (
    <section className={classes.criteria} aria-label={t('criteria')}>
      <h3 className={classes.part}>{t('criteria')}</h3>
      <ul>
        {criteria.map((name) => (
          <li key={name}>
            <span>{t(`criterion.${name}`)}</span>
            <strong>{w(`told.${report[name]}`)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Assessed({ assessment, territory }: { assessment: Assessment; territory: string }) {
  const t = useSeverityTexts();
  const w = useWords();
  const locale = useLocale();
  const words = useAssessmentWords();
  const { answers, score, computed, severity, outlook, reason, assessedAt } = assessment;
  const number = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 1 });
  return (
    <>
      <p className={classes.result}>
        <strong>{t('score', { score })}</strong> <SeverityMark severity={severity} />
        <span>{t(`outlook.${outlook}`)}</span>
      </p>
      {severity !== computed && (
        <p className={classes.soft}>
          {t('decided', { level: w(`severity.${computed}`) })}
          {reason !== null && ` ${t('quoted', { reason })}`}
        </p>
      )}
      <ul className={classes.parts}>
        {severityPartNames.map((part) => {
          const { weight } = severityParts[part];
          const points = (weight * pointsOf(part, answers)) / 100;
          return (
            <li key={part}>
              <span className={classes.part}>{t(`part.${part}`)}</span>
              <span>{words.answer(part, answers[part])}</span>
              <span className={classes.points}>{t('points', { points: number.format(points), weight })}</span>
              <span className={classes.track} aria-hidden>
                <span style={{ inlineSize: `${pointsOf(part, answers)}%` }} />
              </span>
            </li>
          );
        })}
      </ul>
      <p className={classes.soft}>
        {t('assessedAt')} <Moment at={assessedAt} territory={territory} />
      </p>
    </>
  );
}
