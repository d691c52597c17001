import type { Incident, SimilarIncident } from '#libs/contracts';

type Parents = 'none' | 'own' | 'other' | 'two';

/** Which of the two is under a regional incident already. Those under the same one are not proposed. */
export function parentsOf({ regionalId }: Pick<Incident, 'regionalId'>, { regional }: SimilarIncident): Parents {
  if (regionalId !== null) return regional === null ? 'own' : 'two';
  return regional === null ? 'none' : 'other';
}
