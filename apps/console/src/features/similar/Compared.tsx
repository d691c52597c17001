import type { ReactNode } from 'react';
import type { Incident } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { Moment } from '../../shared/time/Moment.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './similar.module.css';
import { useSimilarTexts } from './useSimilarTexts.js';

interface Field {
  label: string;
  /** What is compared. */
  key: (incident: Incident) => string;
  /** How it is shown, where that is not the same. */
  show?: (incident: Incident) => ReactNode;
}

/** Two incidents, question by question: what is the same and what differs, in words and not by colour. */
export function Compared({ one, other }: { one: Incident; other: Incident }) {
  const t = useSimilarTexts();
  const fields = useFields();
  return (
    <dl className={classes.pair}>
      {fields.map(({ label, key, show = key }) => {
        const differs = key(one) !== key(other);
        return (
          <div key={label} className={classes.field} data-differs={differs || undefined}>
            <dt>
              {label} <span>({differs ? t('differs') : t('same')})</span>
            </dt>
            <dd className={classes.values}>
              {(differs ? [one, other] : [one]).map((incident) => (
                <div key={incident.id}>
                  {differs && <span className={classes.whose}>{incident.reference}</span>}
                  <div>{show(incident) || t('nothing')}</div>
                </div>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function useFields(): Field[] {
  const t = useSimilarTexts();
  const w = useWords();
  const facilities = useFacilities();
  return [
    { label: t('structure'), key: ({ facilityId }) => facilities.get(facilityId)?.name ?? w('unknownFacility') },
    { label: t('supplierField'), key: ({ supplier }) => supplier ?? '' },
    { label: t('what'), key: ({ what }) => what },
    {
      label: t('since'),
      key: ({ since }) => since ?? '',
      show: ({ since, territory }) => since && <Moment at={since} territory={territory} />,
    },
    {
      label: t('recorded'),
      key: ({ recordedAt }) => recordedAt,
      show: ({ recordedAt, territory }) => <Moment at={recordedAt} territory={territory} />,
    },
    { label: t('state'), key: ({ state }) => w(`incidentState.${state}`) },
    { label: t('severity'), key: ({ severity }) => w(`severity.${severity ?? 'none'}`) },
    { label: t('malicious'), key: ({ suspectedMalicious }) => w(`yesNoUnknown.${suspectedMalicious}`) },
    { label: t('degraded'), key: ({ degradedMode }) => w(`yesNoUnknown.${degradedMode}`) },
    { label: t('danger'), key: ({ patientDanger }) => w(`danger.${patientDanger}`) },
    {
      label: t('services'),
      key: ({ careServices }) =>
        careServices
          .map((service) => w(`careService.${service}`))
          .toSorted()
          .join(', '),
    },
    { label: t('data'), key: ({ dataTouched }) => w(`yesNoUnknown.${dataTouched}`) },
  ];
}
