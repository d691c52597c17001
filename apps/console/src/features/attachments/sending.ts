import { call } from '../../shared/api/call.js';
import { SendingQueue } from './sendingQueue.js';
import { sendPart } from './sendPart.js';

/** What this person sends from this page. */
export const sendings = new SendingQueue({
  // The same key and body: announced again after an unclear end, it is announced once.
  begin: (announced, signal) => call('beginAttachment', announced, { key: announced.id, signal }),
  progress: (one, signal) => call('attachmentProgress', one, { signal }),
  part: sendPart,
  finish: (one, signal) => call('finishAttachment', one, { key: `finish-${one.attachmentId}`, signal }),
});
