import './clocks/incident.cases.js';
import './clocks/correction.cases.js';
import './clocks/authority.cases.js';
import './clocks/request.cases.js';
import './clocks/reminder.cases.js';
import './clocks/regime.cases.js';
