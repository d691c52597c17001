import type { CommandRouteName, OwnRouteName } from '#libs/contracts';
import type { TenancyCase } from './case.js';
import { advisoriesCases } from './cases/advisories.js';
import { attachmentsCases } from './cases/attachments.js';
import { careCases } from './cases/care.js';
import { declaringCases } from './cases/declaring.js';
import { directoryCases } from './cases/directory.js';
import { incidentCases } from './cases/incident.js';
import { indicatorsCases } from './cases/indicators.js';
import { regionalCases } from './cases/regional.js';
import { reportsCases } from './cases/reports.js';
import { webhooksCases } from './cases/webhooks.js';

/** One case for every route: a route without one fails the build. Those that change a state stand in the order of the states. */
export const cases: Record<CommandRouteName | OwnRouteName, TenancyCase | 'open'> = {
  ...directoryCases,
  ...declaringCases,
  ...incidentCases,
  ...regionalCases,
  ...advisoriesCases,
  ...careCases,
  ...webhooksCases,
  ...indicatorsCases,
  ...reportsCases,
  ...attachmentsCases,
};
