import { useMemo } from 'react';
import { useRead } from '../api/queries.js';
import { agencyMay } from '../session/permissions.js';
import { useIdentity } from '../session/session.js';
import { useWords } from '../vocabulary/useWords.js';

const TEN_MINUTES = 600_000;

/** The name of a person by id, for those who may read names; "you" for oneself. */
export function usePersonName(): (id: string | null) => string {
  const w = useWords();
  const identity = useIdentity();
  const { data } = useRead(
    'people',
    { limit: 500 },
    { enabled: agencyMay(identity, 'people.read'), staleMs: TEN_MINUTES },
  );
  const names = useMemo(() => new Map(data?.items.map(({ id, displayName }) => [id, displayName])), [data]);
  return (id) => {
    if (id === null) return '';
    return id === identity.personId ? w('you') : (names.get(id) ?? w('someone'));
  };
}
