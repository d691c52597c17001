import './incident/declaration.cases.js';
import './incident/triage.cases.js';
import './incident/severity.cases.js';
import './incident/task.cases.js';
import './incident/playbook.cases.js';
import './incident/regional.cases.js';
import './incident/list.cases.js';
import './incident/amendment.cases.js';
