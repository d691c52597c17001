import type { ContactPoint, Facility, Locale } from '#libs/contracts';
import { A4, type Pen } from '../printing/pen.js';
import type { Words } from '../words/words.js';
import type { PaperTexts } from './paper-form.fr.js';

/** What a printing shows. */
export interface PaperPrinting {
  locale: Locale;
  agencyName: string;
  emergencyPhone: string | null;
  facility: Pick<Facility, 'name' | 'finess' | 'legalEntityName' | 'commune'>;
  /** Those that do not depend on the facility's network. */
  contacts: readonly Pick<ContactPoint, 'label' | 'name' | 'phone' | 'email'>[];
  /** The address of each form's code begins with it. */
  address: string;
  forms: readonly { number: number; token: string }[];
}

/** One form while it is drawn. */
export interface Sheet extends Omit<PaperPrinting, 'forms' | 'address'> {
  pen: Pen;
  texts: PaperTexts;
  words: Words;
  number: string;
  /** The code, as an image of the document: it is drawn on both pages and kept once. */
  code: Buffer;
}

export const MARGIN = 40;
export const WIDTH = A4.width - 2 * MARGIN;
