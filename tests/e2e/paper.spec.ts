import './paper/form.cases.js';
import './paper/authority.cases.js';
