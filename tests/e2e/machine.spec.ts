import './machine/declaration.cases.js';
import './machine/refused-key.cases.js';
import './machine/keys.cases.js';
