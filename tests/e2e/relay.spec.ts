import './relay/handed-over.cases.js';
import './relay/again.cases.js';
import './relay/refused.cases.js';
import './relay/device.cases.js';
