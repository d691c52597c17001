import { Authority, TextStage, authorityStages, hasStage } from '#libs/contracts';

/** Which text is shown; it stands in the address, so that it can be shared. */
export interface TextChoice {
  authority: Authority;
  stage: TextStage;
}

/** What an address says, or the nearest that there is: an authority's first stage. */
export function readChoice(params: URLSearchParams): TextChoice {
  const authority = Authority.safeParse(params.get('authority')).data ?? 'ars';
  const stage = TextStage.safeParse(params.get('stage')).data;
  return { authority, stage: stage && hasStage(authority, stage) ? stage : authorityStages[authority][0] };
}

/** Where what is missing is filled in: in the declaration, or by the agency's own qualification. */
export const addressOf = (incidentId: string, field: string): string =>
  field === 'severity'
    ? `/incidents/${incidentId}?do=qualify`
    : `/incidents/${incidentId}/declaration?field=${encodeURIComponent(field)}`;
