import { Link } from 'react-router';
import type { Incident } from '#libs/contracts';
import type { KnownFacility } from '../../shared/directory/useFacilities.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { SignalMarks } from '../../shared/ui/marks.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useRsit } from './rsit/useRsit.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

interface FactsProps {
  incident: Incident;
  facility: KnownFacility | undefined;
  side: 'facility' | 'agency';
}

/** The facts at the side of the journal. */
export function IncidentFacts({ incident, facility, side }: FactsProps) {
  return (
    <>
      <Contact incident={incident} facility={facility} side={side} />
      <Effect incident={incident} side={side} />
      <Clocks incident={incident} />
    </>
  );
}

function Contact({ incident, facility, side }: FactsProps) {
  const t = useIncidentsTexts();
  const { name, phone, email } = incident.contact;
  const label = facility && [facility.name, facility.commune].filter(Boolean).join(', ');
  return (
    <Card title={side === 'agency' ? t('incident.contact') : t('incident.contactOwn')}>
      <Facts>
        <Fact label={t('incident.facility')}>
          {side === 'agency' && facility ? <Link to={`/directory/${facility.id}`}>{label}</Link> : label}
        </Fact>
        <Fact label={t('incident.machine')}>{incident.machineName}</Fact>
        <Fact label={name}>
          <Reach phone={phone} email={email} />
        </Fact>
        {incident.caller && (
          <Fact label={t('incident.caller', { name: incident.caller.name })}>
            <Reach phone={incident.caller.phone} email={null} />
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function Reach({ phone, email }: { phone: string | null; email: string | null }) {
  const t = useIncidentsTexts();
  if (!phone && !email) return t('incident.noNumber');
  return (
    <>
      {phone && <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>}
      {phone && email && <br />}
      {email && <a href={`mailto:${email}`}>{email}</a>}
    </>
  );
}

function Effect({ incident, side }: Omit<FactsProps, 'facility'>) {
  const t = useIncidentsTexts();
  const w = useWords();
  const nameOf = usePersonName();
  const { className, typeName } = useRsit();
  const { rsitClass, rsitType, malicious } = incident;
  const inCharge = incident.assigned ? t('incident.inCharge') : t('incident.nobody');
  return (
    <Card title={t('incident.facts')}>
      <SignalMarks of={incident} />
      <Facts>
        <Fact label={t('incident.relayed')}>
          {incident.source === 'relay' && (side === 'agency' ? nameOf(incident.relayedBy) : t('incident.relayedQr'))}
        </Fact>
        <Fact label={t('incident.assignee')}>
          {side === 'agency' && incident.assigneeId ? nameOf(incident.assigneeId) : inCharge}
        </Fact>
        <Fact label={t('incident.rsit')}>
          {rsitClass &&
            rsitType &&
            t('incident.pair', { first: className(rsitClass), second: typeName(rsitClass, rsitType) })}
        </Fact>
        <Fact label={malicious ? t('incident.malicious') : t('incident.maliciousSuspected')}>
          {w(`told.${malicious ?? incident.suspectedMalicious}`)}
        </Fact>
        <Fact label={t('incident.degraded')}>{w(`told.${incident.degradedMode}`)}</Fact>
        <Fact label={t('incident.danger')}>{w(`dangerTold.${incident.patientDanger}`)}</Fact>
        <Fact label={t('incident.services')}>
          {incident.careServices.map((service) => w(`careService.${service}`)).join(', ')}
        </Fact>
        <Fact label={t('incident.data')}>
          {[
            w(`told.${incident.dataTouched}`),
            ...incident.dataClasses.map((dataClass) => w(`dataClass.${dataClass}`)),
          ].join(', ')}
        </Fact>
        <Fact label={t('incident.supplier')}>{incident.supplier}</Fact>
        <Fact label={t('incident.help')}>
          {incident.helpWanted.map((help) => w(`help.${help}`)).join(', ') || t('incident.helpNone')}
        </Fact>
      </Facts>
    </Card>
  );
}

function Clocks({ incident }: { incident: Incident }) {
  const t = useIncidentsTexts();
  const { territory } = incident;
  return (
    <Card title={t('incident.clocks')}>
      <Facts>
        <Fact label={t('incident.since')}>
          {incident.since ? (
            <Moment at={incident.since} territory={territory} form="stack" />
          ) : (
            t('incident.sinceUnknown')
          )}
        </Fact>
        <Fact label={t('incident.aware')}>
          <Moment at={incident.awareAt} territory={territory} form="stack" />
        </Fact>
        <Fact label={t('incident.recorded')}>
          <Moment at={incident.recordedAt} territory={territory} form="stack" />
        </Fact>
        <Fact label={t('incident.changed')}>
          <Moment at={incident.changedAt} territory={territory} form="stack" />
        </Fact>
      </Facts>
    </Card>
  );
}
