import type { CustodyAction, CustodyLine } from '#libs/contracts';
import { execute } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

interface Held {
  id: string;
  /** Null: it came with a mail, from which nothing is declared yet. */
  facilityId: string | null;
  visibility: string;
}

interface Line {
  id?: string;
  at: string;
  action: CustodyAction;
  recipient?: string;
  reason?: string | null;
  result?: string;
}

/** Adds a line to who had a file. `context` null: the platform itself. */
export async function addLine(
  tx: EntityManager,
  { id: attachmentId, facilityId, visibility }: Held,
  { id = newId(), at, action, recipient = undefined, reason = null, result = undefined }: Line,
  context: CommandContext | null,
): Promise<CustodyLine> {
  const side = context === null ? 'system' : sideOf(context);
  const personId = context?.actor.id ?? null;
  await execute(
    tx,
    `INSERT INTO custody (id, attachment_id, facility_id, visibility, at, action, side, facility_by, agency_by, recipient, reason, result)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      attachmentId,
      facilityId,
      visibility,
      at,
      action,
      side,
      side === 'facility' ? personId : null,
      side === 'agency' ? personId : null,
      recipient,
      reason,
      result,
    ],
  );
  return { id, at, action, side, personId, recipient: recipient ?? null, reason, result: result ?? null };
}

export const sideOf = ({ scope }: CommandContext): 'facility' | 'agency' =>
  scope.kind === 'facility' ? 'facility' : 'agency';
