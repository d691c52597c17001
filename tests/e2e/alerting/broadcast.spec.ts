import './broadcast/writing.cases.js';
import './broadcast/approval.cases.js';
import './broadcast/mails.cases.js';
import './broadcast/inbox.cases.js';
import './broadcast/answers.cases.js';
import './broadcast/list.cases.js';
