import type { Advisory, Audience, CommandInput, Tlp } from '#libs/contracts';
import { newId } from '../../shared/ids/newId.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';

/** An advisory while it is written: what the fields hold. */
export interface AdvisoryForm {
  id: string;
  /** The version that it was begun from; null until the agency has it. */
  version: number | null;
  kind: 'real' | 'exercise';
  tlp: Tlp;
  title: string;
  body: string;
  english: boolean;
  titleEn: string;
  bodyEn: string;
  /** As the territory's wall clock shows it; empty for none. */
  respondBy: string;
  regionalId: string | null;
  audience: Audience;
}

export type AdvisoryField = 'title' | 'body' | 'titleEn' | 'bodyEn';

const nobody: Audience = { assetMatch: null, categories: [], territories: [], facilities: [], except: [] };

interface Beginning {
  regionalId: string | null;
  csafId: string | null;
  title: string;
  kind: AdvisoryForm['kind'];
  /** Those it is for to begin with. */
  facilities: string[];
}

/** A new advisory, begun from a regional incident or a CSAF document when one is given. */
export const newForm = (from: Beginning): AdvisoryForm => ({
  id: newId(),
  version: null,
  kind: from.kind,
  tlp: 'AMBER',
  title: from.title,
  body: '',
  english: false,
  titleEn: '',
  bodyEn: '',
  respondBy: '',
  regionalId: from.regionalId,
  audience: {
    ...nobody,
    assetMatch: from.csafId === null ? null : { csafId: from.csafId, includeUndetermined: true },
    facilities: from.facilities,
  },
});

export const formOf = ({ texts: { fr, en }, ...advisory }: Advisory, zone: string): AdvisoryForm => ({
  id: advisory.id,
  version: advisory.version,
  kind: advisory.kind,
  tlp: advisory.tlp,
  title: fr.title,
  body: fr.body,
  english: en !== null,
  titleEn: en?.title ?? '',
  bodyEn: en?.body ?? '',
  respondBy: advisory.respondBy === null ? '' : toLocalInput(new Date(advisory.respondBy), zone),
  regionalId: advisory.regionalId,
  audience: advisory.audience,
});

/** Fields without which an advisory says nothing. */
export function emptyFields(form: AdvisoryForm): AdvisoryField[] {
  const needed: AdvisoryField[] = form.english ? ['title', 'body', 'titleEn', 'bodyEn'] : ['title', 'body'];
  return needed.filter((field) => form[field].trim() === '');
}

/** What is sent to the agency. */
export function bodyOf(form: AdvisoryForm, zone: string): CommandInput<'alerting.advisory.save'> {
  return {
    id: form.id,
    kind: form.kind,
    tlp: form.tlp,
    texts: {
      fr: { title: form.title, body: form.body },
      en: form.english ? { title: form.titleEn, body: form.bodyEn } : null,
    },
    respondBy: fromLocalInput(form.respondBy, zone)?.toISOString() ?? null,
    csafId: form.audience.assetMatch?.csafId ?? null,
    regionalId: form.regionalId,
    audience: form.audience,
  };
}

/** Whether anything was chosen: without a criterion the audience is nobody, not everybody. */
export const choosesAnyone = ({ assetMatch, categories, territories, facilities }: Audience): boolean =>
  assetMatch !== null || categories.length > 0 || territories.length > 0 || facilities.length > 0;
