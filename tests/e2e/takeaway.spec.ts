import './takeaway/round-trip.cases.js';
import './takeaway/facility.cases.js';
import './takeaway/hostile.cases.js';
import './takeaway/killed.cases.js';
// The last: it puts the copy in the place of the platform's database.
import './takeaway/afterwards.cases.js';
