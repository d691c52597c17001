import type { DataClass, Fact, FacilityProfile, Nature, PatientDanger, Report, YesNoUnknown } from '#libs/contracts';
import type { z } from 'zod';

/** The answers of a declaration that legal duties depend on. */
export interface Answers {
  nature: Nature;
  suspectedMalicious: YesNoUnknown;
  degradedMode: YesNoUnknown;
  patientDanger: PatientDanger;
  dataTouched: YesNoUnknown;
  dataClasses: readonly z.infer<typeof DataClass>[];
  report: Report;
}

export type Facts = Readonly<Record<Fact, string>>;

/** Reads the profile and the answers as the rule book does. What one answer says of another is taken up, and never the other way round. */
export function factsOf(profile: FacilityProfile, answers: Answers): Facts {
  const { nature, degradedMode, patientDanger, report } = answers;
  const isDangerous = patientDanger === 'potential' || patientDanger === 'proven';
  return {
    nis2: profile.nis2,
    'health-duty': profile.healthDuty,
    'public-establishment': profile.publicEstablishment,
    'holds-health-data': profile.holdsHealthData,
    'cyber-insured': profile.cyberInsured,
    nature,
    malicious: maliciousOf(answers),
    // Consequences for the safety of care count when they are potential (D.1111-16-2 CSP).
    'care-safety': known(report.careSafety, isDangerous ? 'yes' : 'unknown'),
    // Who holds no health data cannot lose any.
    'health-data': known(report.healthData, profile.holdsHealthData === 'no' ? 'no' : 'unknown'),
    // Who works in degraded mode does not function normally.
    functioning: known(report.functioning, degradedMode === 'yes' ? 'yes' : 'unknown'),
    repercussions: report.repercussions,
    spread: report.spread,
    'cross-border': report.crossBorder,
    'degraded-mode': degradedMode,
    'patient-danger': patientDanger,
    'personal-data': personalDataOf(answers),
  };
}

const known = (answer: YesNoUnknown, otherwise: YesNoUnknown): YesNoUnknown =>
  answer === 'unknown' ? otherwise : answer;

const MALICIOUS: Readonly<Record<Nature, YesNoUnknown | null>> = {
  malicious: 'yes',
  failure: 'no',
  'false-alarm': 'no',
  suspicion: null,
};
const maliciousOf = ({ nature, suspectedMalicious }: Answers): YesNoUnknown => MALICIOUS[nature] ?? suspectedMalicious;

function personalDataOf({ dataTouched, dataClasses }: Answers): YesNoUnknown {
  if (dataTouched !== 'yes') return dataTouched;
  if (dataClasses.includes('personal')) return 'yes';
  return dataClasses.length === 0 ? 'unknown' : 'no';
}
