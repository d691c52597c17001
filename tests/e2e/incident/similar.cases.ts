import { randomUUID } from 'node:crypto';
import type { CommandResult, DeclarationInput } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
type Found = CommandResult<'incident.similar.list'>;

/** An incident in words of its own, so that what other cases declare is not like it. */
async function declared(part: Partial<DeclarationInput>): Promise<string> {
  const { facilityId, ...who } = declarant();
  // One word: of the parts of an identifier some are soon seen twice.
  const what = `Cas ${randomUUID()
    .replaceAll('-', '')
    .replaceAll(/[0-9]/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')}.`;
  const body = declaration(facilityId, { supplier: null, what, ...part });
  return (await rig.as(who, 'incident.declaration.submit', body)).incidentId;
}
const similar = (incidentId: string): Promise<Found> => rig.as(analyst, 'incident.similar.list', { incidentId });
const seen = (incidentId: string, value: string) =>
  rig.as(analyst, 'incident.indicator.record', { incidentId, source: 'typed', items: [{ type: 'domain', value }] });
const reasonsOf = ({ items }: Found, incidentId: string) =>
  items.find((one) => one.incidentId === incidentId)?.reasons.filter(({ type }) => type !== 'time');
const idsOf = (items: Found['items']) => items.map(({ incidentId }) => incidentId);
const dismiss = (incidentId: string, otherId: string, reason = 'Autre cause.', key?: string) =>
  rig.as(analyst, 'incident.similar.dismiss', { incidentId, otherId, reason }, key);

describe('similar incidents', () => {
  it('are proposed with the supplier that both name, also when one is misspelt', async () => {
    const [one, same, near, none] = await Promise.all([
      declared({ supplier: 'Zorgsoft Santé', what: 'Aucune connexion ce matin.' }),
      declared({ supplier: 'ZORGSOFT-SANTE', what: 'Écran noir au bloc.' }),
      declared({ supplier: 'Zorgsof Santé', what: 'Tout est lent.' }),
      declared({ supplier: 'Imprimerie Dupont', what: 'Rien à voir.' }),
    ]);
    const found = await similar(one);
    expect(reasonsOf(found, same)).toEqual([
      { type: 'supplier', points: 40, own: 'Zorgsoft Santé', other: 'ZORGSOFT-SANTE', near: false },
    ]);
    expect(reasonsOf(found, near)).toEqual([
      { type: 'supplier', points: 25, own: 'Zorgsoft Santé', other: 'Zorgsof Santé', near: true },
    ]);
    expect(idsOf(found.items)).toEqual([same, near]);
    expect(idsOf(found.items)).not.toContain(none);
    expect(found).toMatchObject({ dismissed: [], inventory: 'unavailable' });
  });

  it('are proposed with the value that was seen on both, whenever that was; a withdrawn one says nothing', async () => {
    const [one, other, gone] = await Promise.all([
      declared({ what: 'Hameçonnage.' }),
      declared({ what: 'Poste infecté.' }),
      declared({ what: 'Messagerie coupée.' }),
    ]);
    await seen(one, 'ptyx.example');
    await seen(other, 'PTYX.example.');
    await seen(gone, 'ptyx.example');
    const { items } = await rig.as(analyst, 'incident.indicator.list', { incidentId: gone });
    const [{ id: sightingId, version } = { id: '', version: 0 }] = items;
    await rig.as(analyst, 'incident.indicator.withdraw', { incidentId: gone, sightingId, version, reason: 'Erreur.' });
    const found = await similar(one);
    expect(reasonsOf(found, other)).toEqual([
      { type: 'indicator', points: 40, values: [{ type: 'domain', value: 'ptyx.example' }], total: 1 },
    ]);
    expect(idsOf(found.items)).toEqual([other]);
  });

  it('are proposed with the words that both use, as the asked one writes them', async () => {
    const [one, other] = await Promise.all([
      declared({ what: 'Les étiqueteuses du magasin stérile impriment des hiéroglyphes violets.' }),
      declared({ what: 'Étiqueteuse déréglée : des hiéroglyphes violets sortent sans arrêt.' }),
    ]);
    const [reason] = reasonsOf(await similar(one), other) ?? [];
    expect(reason).toMatchObject({ type: 'wording', words: ['étiqueteuses', 'hiéroglyphes', 'violets'] });
    const [back] = reasonsOf(await similar(other), one) ?? [];
    expect(back).toMatchObject({ type: 'wording', words: ['étiqueteuse', 'hiéroglyphes', 'violets'] });
  });

  it('follow a later version of the answers', async () => {
    const [one, other] = await Promise.all([
      declared({ supplier: 'Quincaillerie Amendée' }),
      declared({ what: 'Sans nom.' }),
    ]);
    expect(idsOf((await similar(one)).items)).not.toContain(other);
    const { id: _, facilityId: __, awareAt: ___, kind: ____, stage: _____, ...answers } = declaration(newId());
    const { report } = await rig.as(analyst, 'incident.incident.get', { incidentId: other });
    await rig.as(analyst, 'incident.declaration.amend', {
      ...answers,
      incidentId: other,
      base: 1,
      stage: 'update',
      supplier: 'quincaillerie amendee',
      report,
    });
    expect(idsOf((await similar(one)).items)).toContain(other);
  });

  it('never mix an exercise with what is real', async () => {
    const supplier = 'Fournisseur Exercé';
    const real = await declared({ supplier });
    const [one, two] = [await declared({ supplier, kind: 'exercise' }), await declared({ supplier, kind: 'exercise' })];
    for (const id of [real, one]) await seen(id, 'exercice.example');
    expect(idsOf((await similar(real)).items)).toEqual([]);
    expect(idsOf((await similar(one)).items)).toContain(two);
    expect(idsOf((await similar(one)).items)).not.toContain(real);
    expect(await refusalOf(dismiss(real, one))).toBe('invalid-request');
  });

  it('are set aside with a reason, once, seen from both, and come back with something new', async () => {
    const supplier = 'Logistique Écartée';
    const [one, other] = [
      await declared({ supplier, what: 'Panne A.' }),
      await declared({ supplier, what: 'Lenteur B.' }),
    ];
    const key = randomUUID();
    await Promise.all([1, 2, 3].map(() => dismiss(one, other, 'Maintenance annoncée.', key)));
    for (const [asked, found] of [
      [one, other],
      [other, one],
    ] as const) {
      const { items, dismissed } = await similar(asked);
      expect(items).toEqual([]);
      expect(dismissed).toMatchObject([
        { incidentId: found, dismissed: { reason: 'Maintenance annoncée.', by: analyst.id } },
      ]);
    }
    const { items: entries } = await rig.as(analyst, 'incident.journal.list', { incidentId: one });
    expect(entries.filter(({ type }) => type === 'similar-dismissed')).toMatchObject([
      { visibility: 'agency', text: 'Maintenance annoncée.', details: { incidentId: other } },
    ]);
    await seen(one, 'nouveau.example');
    await seen(other, 'nouveau.example');
    expect(await similar(one)).toMatchObject({ items: [{ incidentId: other }], dismissed: [] });
  });

  it('stay set aside asked about the other, where the two write one supplier in two ways', async () => {
    const [one, other] = [await declared({ supplier: 'Quenouillette' }), await declared({ supplier: 'Quenouilette' })];
    expect(idsOf((await similar(one)).items)).toEqual([other]);
    await dismiss(one, other, 'Autre éditeur.');
    for (const [asked, found] of [
      [one, other],
      [other, one],
    ] as const)
      expect(await similar(asked)).toMatchObject({ items: [], dismissed: [{ incidentId: found }] });
    // What was set aside first is not forgotten when something else is, later.
    await seen(one, 'autrefois.example');
    await seen(other, 'autrefois.example');
    expect(idsOf((await similar(other)).items)).toEqual([one]);
    await dismiss(other, one, 'Adresse d’un relais commun.');
    expect(await similar(one)).toMatchObject({ items: [], dismissed: [{ incidentId: other }] });
    const [kept] = await rig.database.asAdmin<{ evidence: string[] }>(
      'SELECT evidence FROM incident.similar_dismissal WHERE one_id = ANY($1)',
      [[one, other]],
    );
    // The inventory does not answer here: what it may say later of either is set aside, too.
    expect(kept?.evidence.toSorted()).toEqual([
      'indicator domain autrefois.example',
      'product',
      'supplier quenouilette / quenouillette',
    ]);
  });

  it('are taken up again by hand', async () => {
    const supplier = 'Boulangerie Reprise';
    const [one, other] = [await declared({ supplier }), await declared({ supplier })];
    await dismiss(one, other);
    await rig.as(analyst, 'incident.similar.restore', { incidentId: other, otherId: one });
    await rig.as(analyst, 'incident.similar.restore', { incidentId: other, otherId: one });
    expect(await similar(one)).toMatchObject({ items: [{ incidentId: other, dismissed: null }], dismissed: [] });
    expect((await rig.events(other)).map(({ type }) => type)).toEqual(['incident.declared', 'incident.similar-judged']);
  });

  it('are no proposals once they are under one parent, and again when they are taken apart', async () => {
    const supplier = 'Reliure Cartonnée';
    const [one, other, third] = [
      await declared({ supplier }),
      await declared({ supplier }),
      await declared({ supplier }),
    ];
    const regional = await rig.as(analyst, 'incident.regional.create', {
      id: newId(),
      title: 'Panne',
      supplier,
      incidentIds: [one, other],
    });
    const { id, reference, title } = regional;
    expect(idsOf((await similar(one)).items)).toEqual([third]);
    expect((await similar(third)).items).toMatchObject([
      { regional: { id, reference, title } },
      { regional: { id, reference, title } },
    ]);
    await rig.as(analyst, 'incident.regional.unlink', { regionalId: id, incidentId: other });
    expect(idsOf((await similar(one)).items).toSorted()).toEqual([other, third].toSorted());
  });

  it('are the agency’s: nobody of a facility asks for them', async () => {
    const supplier = 'Serrurerie Secrète';
    const who = declarant();
    const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId, { supplier }));
    const otherId = await declared({ supplier });
    expect(await refusalOf(rig.as(who, 'incident.similar.list', { incidentId }))).toBe('forbidden');
    const pair = { incidentId, otherId };
    expect(await refusalOf(rig.as(who, 'incident.similar.dismiss', { ...pair, reason: 'x' }))).toBe('forbidden');
    expect(await refusalOf(rig.as(agent('auditor'), 'incident.similar.restore', pair))).toBe('forbidden');
    expect(await refusalOf(similar(newId()))).toBe('not-found');
    expect(await refusalOf(dismiss(incidentId, newId()))).toBe('not-found');
    expect(await refusalOf(dismiss(incidentId, incidentId))).toBe('invalid-request');
  });
});
