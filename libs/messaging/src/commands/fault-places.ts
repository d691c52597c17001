import type { FaultPlace } from '#libs/contracts';
import type { z } from 'zod';

/** The contracts write their own reasons as such a code, in place of zod's sentence. */
const STABLE_CODE = /^[a-z]+(-[a-z]+)*$/;

/** Where a body does not fit its schema: path and stable code of each place, never the value. */
export function faultPlaces(error: z.ZodError): FaultPlace[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key].map(String).join('.'), code: 'unknown-field' }));
    }
    const code = STABLE_CODE.test(issue.message) ? issue.message : issue.code.replaceAll('_', '-');
    return [{ path: issue.path.map(String).join('.'), code }];
  });
}
