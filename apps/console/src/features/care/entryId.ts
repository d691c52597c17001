import type { CareService } from '#libs/contracts';

/** Where in the page a service is changed. */
export const entryId = (service: CareService) => `care-${service}`;
