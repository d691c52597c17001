import { useWrite } from '../../shared/api/queries.js';
import { saveFile } from './saveFile.js';

/** Where a file is: on an incident, or beside the mail with which it came. */
export type FilePlace = { incidentId: string } | { mailDraftId: string };

/** Asks for a file, and has the browser save it. */
export function useFetching(place: FilePlace, attachmentId: string) {
  const ofIncident = useWrite('openAttachment', ['attachment']);
  const ofMail = useWrite('openMailAttachment');
  const { isPending, error } = 'mailDraftId' in place ? ofMail : ofIncident;
  const fetchIt = (reason: string | null, onDone?: () => void) => {
    const done = {
      onSuccess: ({ downloadId }: { downloadId: string }) => {
        saveFile({ ...place, attachmentId, downloadId });
        onDone?.();
      },
    };
    if ('mailDraftId' in place) ofMail.mutate({ ...place, attachmentId, reason }, done);
    else ofIncident.mutate({ ...place, attachmentId, reason }, done);
  };
  return { fetchIt, isPending, error };
}
