import type { Mirror } from '../../shared/i18n/keys.js';
import type { signInFr } from './signIn.fr.js';

export const signInEn: Mirror<typeof signInFr> = {
  title: 'Sign in',
  lead: 'Declare an incident, follow it, receive the agency’s advisories.',
  email: 'E-mail address',
  password: 'Password',
  showPassword: 'Show or hide the password',
  submit: 'Sign in',
  offline: 'No network: you can sign in as soon as it is back.',
  emergency: 'If urgent, or if you cannot sign in: {{phone}}',
  needed: 'Fill in this field.',
  language: 'Français',
  again: {
    title: 'Your session has expired',
    text: 'What you typed is still here. Sign in again to go on.',
  },
};
