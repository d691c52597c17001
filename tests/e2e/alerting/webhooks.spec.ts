import './webhooks/messages.cases.js';
import './webhooks/delivery.cases.js';
import './webhooks/addresses.cases.js';
import './webhooks/endpoints.cases.js';
import './webhooks/changes.cases.js';
import './webhooks/failing.cases.js';
import './webhooks/crash.cases.js';
