import type { z } from 'zod';
import type { CareService } from './common.js';
import type { Incident } from './incident.js';
import type { SeverityAnswers, SeverityPart } from './severity.js';

/** An answer that the declaration gives, and by which of its own answers. */
export type SuggestedPart = { [Part in SeverityPart]: { answer: SeverityAnswers[Part]; because: SuggestionReason } };
type SuggestionReason =
  | 'vital-service'
  | 'some-service'
  | 'degraded-mode'
  | 'works-normally'
  | 'patient-danger'
  | 'data-touched'
  | 'no-data'
  | 'malicious'
  | 'not-malicious'
  | 'supplier'
  | 'spreads'
  | 'ended'
  | 'not-said';

/** Without which people die within hours. */
const VITAL: readonly z.infer<typeof CareService>[] = [
  'emergency',
  'intensive-care',
  'theatre',
  'dialysis',
  'maternity',
];

type Known = Pick<
  Incident,
  | 'careServices'
  | 'degradedMode'
  | 'patientDanger'
  | 'dataTouched'
  | 'dataClasses'
  | 'suspectedMalicious'
  | 'malicious'
  | 'supplier'
  | 'report'
>;

/** What the answers of a declaration say of each part; where they say nothing, that it is not known. */
export function suggestedParts(incident: Known): SuggestedPart {
  return {
    care: careOf(incident),
    danger: {
      answer: incident.patientDanger,
      because: incident.patientDanger === 'unknown' ? 'not-said' : 'patient-danger',
    },
    information: informationOf(incident),
    recovery:
      incident.report.endedAt === null
        ? { answer: 'unknown', because: 'not-said' }
        : { answer: 'regular', because: 'ended' },
    spread: spreadOf(incident),
    potential: potentialOf(incident),
  };
}

function careOf({ careServices, degradedMode }: Known): SuggestedPart['care'] {
  if (careServices.some((service) => VITAL.includes(service))) return { answer: 'major', because: 'vital-service' };
  if (careServices.length > 0) return { answer: 'minor', because: 'some-service' };
  if (degradedMode === 'yes') return { answer: 'minor', because: 'degraded-mode' };
  if (degradedMode === 'no') return { answer: 'none', because: 'works-normally' };
  return { answer: 'unknown', because: 'not-said' };
}

function informationOf({ dataTouched, dataClasses }: Known): SuggestedPart['information'] {
  if (dataTouched === 'no') return { answer: 'none', because: 'no-data' };
  if (dataTouched === 'unknown' || dataClasses.length === 0) return { answer: 'unknown', because: 'not-said' };
  return { answer: dataClasses.includes('personal') ? 'personal' : 'technical', because: 'data-touched' };
}

function spreadOf({ supplier, report }: Known): SuggestedPart['spread'] {
  if (report.spread === 'yes' || report.repercussions === 'yes') return { answer: 'beyond', because: 'spreads' };
  if (supplier !== null) return { answer: 'beyond', because: 'supplier' };
  if (report.spread === 'no' && report.repercussions === 'no') return { answer: 'facility', because: 'spreads' };
  return { answer: 'unknown', because: 'not-said' };
}

function potentialOf({ malicious, suspectedMalicious, report }: Known): SuggestedPart['potential'] {
  if (report.endedAt !== null) return { answer: 'low', because: 'ended' };
  const told = malicious ?? suspectedMalicious;
  if (told === 'yes') return { answer: 'likely', because: 'malicious' };
  if (told === 'no') return { answer: 'moderate', because: 'not-malicious' };
  return { answer: 'unknown', because: 'not-said' };
}
