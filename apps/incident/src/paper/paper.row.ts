import { type PaperBatch, type PaperForm, Refusal } from '#libs/contracts';
import { maybeOne, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

/** A form as it is printed. */
export interface IssuedForm {
  number: number;
  declarationId: string;
}

interface NewBatch {
  id: string;
  facilityId: string;
  count: number;
  issuedBy: string;
  at: string;
}

interface BatchRow extends IssuedForm {
  facilityId: string;
  issuedAt: Date;
}

/** Draws the numbers and makes the declarations' ids. */
export async function insertBatch(tx: EntityManager, { id, facilityId, count, issuedBy, at }: NewBatch): Promise<void> {
  await tx.query(
    `INSERT INTO paper_form (number, facility_id, declaration_id, batch_id, place, issued_at, issued_by)
     SELECT nextval('incident.paper_number'), $2, declaration_id, $1, place, $4, $5
     FROM unnest($3::uuid[]) WITH ORDINALITY AS made (declaration_id, place) ORDER BY place`,
    [id, facilityId, Array.from({ length: count }, newId), at, issuedBy],
  );
}

/** In the order of their numbers. */
export const batchRows = (tx: EntityManager, batchId: string): Promise<BatchRow[]> =>
  rows<BatchRow>(
    tx,
    `SELECT number, declaration_id AS "declarationId", facility_id AS "facilityId", issued_at AS "issuedAt"
     FROM paper_form WHERE batch_id = $1 ORDER BY place`,
    [batchId],
  );

/** @throws Refusal('not-found') when there is none in the transaction's scope */
export function toBatch(batchId: string, forms: readonly BatchRow[]): PaperBatch {
  const [first] = forms;
  if (!first) throw new Refusal('not-found');
  const numbers = forms.map(({ number }) => number);
  return { batchId, facilityId: first.facilityId, issuedAt: first.issuedAt.toISOString(), numbers };
}

interface FormRow {
  issuedAt: Date;
  reference: string | null;
  recordedAt: Date | null;
}

/**
 * The form of a genuine code, and the declaration that it has become. That declaration is found by its id, not by the form's mark: somebody may
 * have declared under this id without the code.
 *
 * @returns null for a form that is in no record
 */
export async function findForm(
  tx: EntityManager,
  { number, facilityId, declarationId }: IssuedForm & { facilityId: string },
): Promise<PaperForm | null> {
  const row = await maybeOne<FormRow>(
    tx,
    `SELECT issued_at AS "issuedAt", reference, recorded_at AS "recordedAt"
     FROM paper_form LEFT JOIN incident ON incident.id = declaration_id
     WHERE number = $1 AND paper_form.facility_id = $2 AND declaration_id = $3`,
    [number, facilityId, declarationId],
  );
  if (!row) return null;
  const { issuedAt, reference, recordedAt } = row;
  return {
    number,
    facilityId,
    declarationId,
    issuedAt: issuedAt.toISOString(),
    used:
      reference === null || recordedAt === null
        ? null
        : { incidentId: declarationId, reference, recordedAt: recordedAt.toISOString() },
  };
}
