import './gateway/console.cases.js';
import './gateway/session.cases.js';
import './gateway/feeds.cases.js';
import './gateway/rooms.cases.js';
import './gateway/audit.cases.js';
import './gateway/upload.cases.js';
import './gateway/samu.cases.js';
import './gateway/figures.cases.js';
import './gateway/outage.cases.js';
// Last: it leaves this address waiting.
import './gateway/limits.cases.js';
