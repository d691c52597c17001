import type { DeclarationInput } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import type { Declared } from './draft.js';

/** Sends it once. A version sent before may have arrived although its answer was lost: then its receipt is fetched. */
export async function deliver(declaration: DeclarationInput, key: string): Promise<Declared> {
  const { facilityId, kind = 'real', stage } = declaration;
  try {
    return {
      receipt: await call('declare', declaration, { key }),
      facilityId,
      kind,
      sos: stage === 'sos',
      since: null,
    };
  } catch (error) {
    const code = asApiError(error)?.code;
    if (code !== 'idempotency-key-reused' && code !== 'already-exists') throw error;
    const incident = await call('incident', { incidentId: declaration.id });
    const { id: incidentId, reference, recordedAt } = incident;
    return {
      receipt: { incidentId, reference, recordedAt },
      facilityId: incident.facilityId,
      kind: incident.kind,
      sos: incident.stage === 'sos',
      since: incident.what === declaration.what ? null : declaration.what,
    };
  }
}
