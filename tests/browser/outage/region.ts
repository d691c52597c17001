import type { CareService, DeclarationInput, Facility, Receipt } from '#libs/contracts';
import { type Account, Client, ok } from '#libs/testing';
import { aDeclaration } from '../../e2e/story/declare.js';
import { type World, must, withRole } from '../../e2e/story/world.js';

export const SUPPLIER = 'MediLogiciel SAS';
/** How many facilities the outage hits; the region has a few more. */
export const HIT = 40;
/** So many people at once: what forty hospitals do within a minute, and no more than a machine of two cores bears. */
const AT_ONCE = 8;

/** A facility, and who declares there. */
export interface Site {
  facility: Facility;
  account: Account;
}

/** Works through all of them, a few at a time, and keeps their order. */
export async function together<From, To>(all: readonly From[], work: (one: From, index: number) => Promise<To>) {
  const results: To[] = [];
  const left = [...all.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

export const signedIn = ({ baseUrl }: World, { email, password }: Account): Promise<Client> =>
  new Client(baseUrl).signIn(email, password);

/** Every facility of the region with its declarant, the hospitals first. */
export async function sitesOf(world: World): Promise<Site[]> {
  const analyst = await signedIn(world, withRole(world, 'analyst')[0]!);
  const { items } = ok(await analyst.get<{ items: Facility[] }>('/api/facilities', { limit: 500 }));
  const declarants = withRole(world, 'declarant');
  const sites = items
    .toSorted((a, b) => (a.finess < b.finess ? -1 : 1))
    .flatMap((facility) => {
      const account = declarants.find((one) => one.facility === facility.name);
      return account ? [{ facility, account }] : [];
    });
  must(sites.length > HIT, `more than ${HIT} facilities with a declarant, not ${sites.length}`);
  return sites;
}

/** What hurts where: the supplier's patient record is not everywhere the same loss. */
const touched: Record<Facility['category'], CareService[]> = {
  hospital: ['emergency', 'patient-record', 'pharmacy'],
  'nursing-home': ['patient-record'],
  laboratory: ['laboratory'],
  dialysis: ['dialysis', 'patient-record'],
} as Record<string, CareService[]>;

const wordings = [
  'Le dossier patient ne répond plus, l’éditeur ne décroche pas.',
  'Plus d’accès aux prescriptions : l’écran de connexion tourne sans fin.',
  'L’hébergement de notre logiciel de soins est injoignable depuis ce matin.',
  'Impossible d’ouvrir une fiche de patient. Nous sommes passés au papier.',
];

/** A declaration of the outage by the site's own declarant, through the public interface. */
export async function declares(world: World, { facility, account }: Site, index: number): Promise<Receipt> {
  const client = await signedIn(world, account);
  const aware = Date.now() - (20 + index) * 60_000;
  const part: Partial<DeclarationInput> = {
    what: wordings[index % wordings.length],
    supplier: SUPPLIER,
    awareAt: new Date(aware).toISOString(),
    since: new Date(aware - 30 * 60_000).toISOString(),
    suspectedMalicious: 'no',
    degradedMode: index % 4 === 3 ? 'no' : 'yes',
    patientDanger: index % 5 === 0 ? 'potential' : 'none',
    careServices: touched[facility.category] ?? [],
  };
  return ok(await client.post<Receipt>('/api/declarations', aDeclaration(facility.id, part)));
}

/** Something else, at the same hour. */
export async function declaresPhishing(world: World, { facility, account }: Site): Promise<Receipt> {
  const client = await signedIn(world, account);
  const part = { what: 'Faux courriel de la direction, un mot de passe donné.', supplier: null, careServices: [] };
  return ok(await client.post<Receipt>('/api/declarations', aDeclaration(facility.id, part)));
}

/** What a site says of its services on the care board. */
export async function reportsCare(world: World, { facility, account }: Site, index: number): Promise<void> {
  const client = await signedIn(world, account);
  const services = touched[facility.category] ?? [];
  const reports = services.map((service, place) => {
    const isClosed = place === 0 && index % 6 === 0;
    return {
      service,
      status: isClosed ? 'closed' : index % 3 === 2 ? 'open' : 'degraded',
      since: new Date(Date.now() - 3_600_000).toISOString(),
      until: null,
      transfers: isClosed,
      transferText: isClosed ? 'Vers le CHU' : null,
      note: null,
      replaces: null,
    };
  });
  ok(await client.post(`/api/facilities/${facility.id}/care`, { kind: 'real', reports }));
}

/** Answers an advisory. */
export async function answers(
  world: World,
  { facility, account }: Site,
  advisoryId: string,
  answer: 'done' | 'in-progress',
): Promise<void> {
  const client = await signedIn(world, account);
  const note = answer === 'done' ? 'Procédure papier ouverte, flux coupés.' : null;
  ok(await client.post(`/api/inbox/${facility.id}/${advisoryId}/answer`, { answer, note }));
}
