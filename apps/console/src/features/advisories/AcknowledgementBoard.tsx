import { useQuery } from '@tanstack/react-query';
import { routeQuery } from '../../shared/api/queries.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { BoardTable } from './BoardTable.js';
import { readAgainAfter } from './mailing.js';
import { MailProgress } from './MailProgress.js';
import { ProgressPicture } from './ProgressPicture.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** Who has answered what, live, and who has to be called: the late ones first. */
export function AcknowledgementBoard({ advisoryId }: { advisoryId: string }) {
  const t = useAdvisoriesTexts();
  const board = useQuery({
    ...routeQuery('acknowledgements', { advisoryId }),
    // No event tells of a mail that left: the board is read again until all have.
    refetchInterval: ({ state: { data } }) => data !== undefined && readAgainAfter(data, new Date()),
  });
  return (
    <Loaded from={board} rows={5}>
      {({ counts, rows, advisory }) => (
        <Card title={t('board.title')} flush>
          <ProgressPicture counts={counts} total={rows.length} />
          <MailProgress rows={rows} sentAt={advisory.sentAt} />
          <BoardTable rows={rows} counts={counts} dated={advisory.respondBy !== null} />
        </Card>
      )}
    </Loaded>
  );
}
