import { texts } from '../../shared/i18n/texts.js';
import { signInEn } from './signIn.en.js';
import { signInFr } from './signIn.fr.js';

export const useSignInTexts = texts('sign-in', signInFr, signInEn);
