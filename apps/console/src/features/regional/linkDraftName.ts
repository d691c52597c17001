/** What is typed for these declarations is of no others, in whichever order they were selected. */
export const linkDraftName = (incidentIds: readonly string[]): string => `link:${incidentIds.toSorted().join(',')}`;
