import { CareService, IncidentState, type IncidentSummary } from '#libs/contracts';
import { Card } from '../../shared/ui/Card.js';
import { Figure } from '../../shared/ui/Figure.js';
import { StackedBar } from '../../shared/ui/StackedBar.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './RegionalPage.module.css';
import { useRegionalTexts } from './useRegionalTexts.js';

/** What the linked declarations say together. */
export function Situation({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const t = useRegionalTexts();
  const w = useWords();
  const count = (test: (incident: IncidentSummary) => boolean) => incidents.filter(test).length;
  const degraded = count(({ degradedMode }) => degradedMode === 'yes');
  const danger = count(({ patientDanger }) => patientDanger === 'potential' || patientDanger === 'proven');
  const services = CareService.options
    .map((service) => ({ service, count: count(({ careServices }) => careServices.includes(service)) }))
    .filter((line) => line.count > 0)
    .sort((one, other) => other.count - one.count);
  return (
    <Card title={t('page.picture')}>
      <div className={classes.figures}>
        <Figure value={new Set(incidents.map(({ facilityId }) => facilityId)).size} label={t('page.facilities')} />
        <Figure value={degraded} label={t('page.degraded')} tone={degraded > 0 ? 'warning' : undefined} />
        <Figure value={danger} label={t('page.danger')} tone={danger > 0 ? 'danger' : undefined} />
      </div>
      {services.length > 0 && (
        <>
          <h3 className={classes.sub}>{t('page.services')}</h3>
          <ul className={classes.services}>
            {services.map(({ service, count: facilities }) => (
              <li key={service}>
                {w(`careService.${service}`)} <strong>{facilities}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={classes.sub}>{t('page.byState')}</h3>
      <StackedBar
        label={t('page.byState')}
        parts={IncidentState.options.map((state, rank) => ({
          key: state,
          label: w(`incidentState.${state}`),
          count: count((incident) => incident.state === state),
          tone: rank,
        }))}
      />
    </Card>
  );
}
