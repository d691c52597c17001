import { ownRoutes } from '#libs/contracts';
import { fillPath } from '../../shared/api/call.js';

type Ids = { attachmentId: string; downloadId: string } & ({ incidentId: string } | { mailDraftId: string });

/** Has the browser save it: it streams to the disk, and no byte of it passes through the page. */
export function saveFile(ids: Ids): void {
  const { path } = 'mailDraftId' in ids ? ownRoutes.mailAttachmentContent : ownRoutes.attachmentContent;
  const link = document.createElement('a');
  link.href = fillPath(path, ids).url;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
