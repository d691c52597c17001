import './attachments/upload.cases.js';
import './attachments/reading.cases.js';
import './attachments/scan.cases.js';
import './attachments/custody.cases.js';
import './attachments/rescan.cases.js';
import './attachments/mail.cases.js';
import './attachments/crash.cases.js';
