import './mailbox/intake.cases.js';
import './mailbox/formats.cases.js';
import './mailbox/answers.cases.js';
import './mailbox/handling.cases.js';
import './mailbox/calls.cases.js';
import './mailbox/outages.cases.js';
