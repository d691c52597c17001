import type { Mirror } from '../../shared/i18n/keys.js';
import type { onBehalfFr } from './onBehalf.fr.js';

export const onBehalfEn: Mirror<typeof onBehalfFr> = {
  title: 'Declare in a facility’s name',
  lead: 'Type while they speak. Nothing is lost if you are interrupted; the facility is told through its outside contacts.',
  leadMail: 'The text of the e-mail is taken over below. The facility is a guess: confirm it before recording.',
  who: 'Who is calling',
  facility: 'Facility',
  facilityHint: 'Name, town or FINESS number',
  facilityNone: 'No facility fits.',
  facilityNeeded: 'Choose the facility that calls.',
  caller: 'Name and function of the person on the telephone',
  callerNeeded: 'Say who is speaking to you.',
  callBack: 'Number to call them back',
  contacts: 'Outside contacts known: they will get an e-mail saying that this declaration was recorded.',
  noContacts: 'No outside contact is known: the facility cannot be told by e-mail.',
  more: 'They know more: describe everything',
  send: 'Record the declaration',
  received: 'Declaration {{reference}} recorded',
};
