import { IconAlertTriangle, IconHeartRateMonitor, IconSpy } from '@tabler/icons-react';
import type {
  AcknowledgementState,
  AdvisoryState,
  IncidentState,
  IncidentSummary,
  Kind,
  RegionalIncident,
  Severity,
  Tlp,
} from '#libs/contracts';
import { tlpLabel } from '../vocabulary/tlpLabel.js';
import { useWords } from '../vocabulary/useWords.js';
import classes from './marks.module.css';
import { SeverityShape } from './SeverityShape.js';

/** Severity: a shape, a word and a colour. */
export function SeverityMark({ severity }: { severity: Severity | null }) {
  const w = useWords();
  const level = severity ?? 'none';
  return (
    <span className={classes.severity} data-level={level}>
      <svg viewBox="-10 -10 20 20" width="1em" height="1em" aria-hidden="true">
        <SeverityShape level={level} />
      </svg>
      {w(`severity.${level}`)}
    </span>
  );
}

/** TLP 2.0 in FIRST's own colours; the label is never translated. */
export function TlpMark({ tlp }: { tlp: Tlp }) {
  return (
    <span className={classes.tlp} data-tlp={tlp} translate="no">
      {tlpLabel(tlp)}
    </span>
  );
}

export function IncidentStateMark({ state }: { state: IncidentState }) {
  const w = useWords();
  return (
    <span className={classes.state} data-state={state}>
      {w(`incidentState.${state}`)}
    </span>
  );
}

export function RegionalStateMark({ state }: { state: RegionalIncident['state'] }) {
  const w = useWords();
  return (
    <span className={classes.state} data-state={state}>
      {w(`regionalState.${state}`)}
    </span>
  );
}

export function AdvisoryStateMark({ state }: { state: AdvisoryState }) {
  const w = useWords();
  return (
    <span className={classes.state} data-state={state}>
      {w(`advisoryState.${state}`)}
    </span>
  );
}

export function AnswerMark({ state }: { state: AcknowledgementState }) {
  const w = useWords();
  return (
    <span className={classes.state} data-state={state}>
      {w(`answerState.${state}`)}
    </span>
  );
}

export function ExerciseMark({ kind }: { kind: Kind }) {
  const w = useWords();
  return kind === 'exercise' ? <span className={classes.exercise}>{w('exercise')}</span> : null;
}

type Signals = Pick<IncidentSummary, 'degradedMode' | 'patientDanger' | 'suspectedMalicious'>;

/** What weighs on care, in words. */
export function SignalMarks({ of }: { of: Signals }) {
  const w = useWords();
  const isEndangered = of.patientDanger === 'proven' || of.patientDanger === 'potential';
  if (!isEndangered && of.degradedMode !== 'yes' && of.suspectedMalicious !== 'yes') return null;
  return (
    <span className={classes.signals}>
      {isEndangered && (
        <span className={classes.signal} data-strong={of.patientDanger === 'proven' || undefined}>
          <IconHeartRateMonitor size="1.15em" aria-hidden="true" />
          {of.patientDanger === 'proven' ? w('signal.danger') : w('signal.dangerPotential')}
        </span>
      )}
      {of.degradedMode === 'yes' && (
        <span className={classes.signal}>
          <IconAlertTriangle size="1.15em" aria-hidden="true" />
          {w('signal.degraded')}
        </span>
      )}
      {of.suspectedMalicious === 'yes' && (
        <span className={classes.signal}>
          <IconSpy size="1.15em" aria-hidden="true" />
          {w('signal.malicious')}
        </span>
      )}
    </span>
  );
}
