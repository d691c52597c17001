import { describe, expect, it } from '@jest/globals';
import { type AuthorityText, type DeclarationInput, type Receipt, authorityStages } from '#libs/contracts';
import { ok } from '#libs/testing';
import { aDeclaration } from '../story/declare.js';
import { cast } from './running.js';
import { pagesAt, pdfAt } from './token.js';

async function declared(more: Partial<DeclarationInput> = {}): Promise<string> {
  const body = aDeclaration(cast.facilityA, more);
  return ok(await cast.rightful.declarant.post<Receipt>('/api/declarations', body)).incidentId;
}

const at = (incidentId: string, authority: string, stage: string, form: 'text' | 'pdf', locale = 'fr'): string =>
  `/api/incidents/${incidentId}/authorities/${authority}/${form}?stage=${stage}&locale=${locale}`;

describe('the texts for the authorities', () => {
  it('hold what was declared, list what is missing first, and have sent nothing', async () => {
    const incidentId = await declared();
    const { declarant } = cast.rightful;
    const text = ok(await declarant.get<AuthorityText>(at(incidentId, 'cnil', 'notification', 'text')));
    expect(text.missing.map(({ field }) => field)).toContain('report.personsConcerned');
    expect(text.notice).toContain('n’a pas été envoyé');
    const { pages } = await pagesAt(declarant, at(incidentId, 'cnil', 'notification', 'pdf'));
    const whole = pages.join('\n');
    const { name } = declarant.session!.identity.facilities[0]!;
    expect(whole).toContain(name);
    expect(whole.replace(/\s+/g, ' ')).toContain('Le dossier patient ne répond plus depuis ce matin.');
    expect(whole.indexOf('Il manque encore')).toBeLessThan(whole.indexOf('Nature de la violation'));
  });

  it('exist for every authority and stage, in both languages, as PDF', async () => {
    const incidentId = await declared();
    for (const [authority, stages] of Object.entries(authorityStages)) {
      for (const stage of stages) {
        for (const locale of ['fr', 'en']) {
          const { bytes } = await pdfAt(cast.rightful.auditor, at(incidentId, authority, stage, 'pdf', locale));
          expect([authority, stage, new TextDecoder().decode(bytes.slice(0, 5))]).toEqual([authority, stage, '%PDF-']);
        }
      }
    }
    expect((await cast.rightful.auditor.get(at(incidentId, 'cnil', 'early-warning', 'text'))).status).toBe(400);
    expect((await cast.rightful.auditor.get(at(incidentId, 'nobody', 'declaration', 'text'))).status).toBe(400);
  });

  it('are not those of another facility, nor of somebody without the right', async () => {
    const incidentId = await declared();
    for (const form of ['text', 'pdf'] as const) {
      const path = at(incidentId, 'ars', 'declaration', form);
      expect((await cast.foreign.declarant.get(path)).status).toBe(404);
      expect((await cast.rightful['inventory-officer'].get(path)).status).toBe(403);
    }
  });

  it('stand what people type: right to left, emoji, 20,000 characters', async () => {
    const hostile = 'Écran noir 🚨 شاشة سوداء \u202einversé\u202c ';
    const incidentId = await declared({
      what: (hostile + 'mot '.repeat(5_000)).slice(0, 19_990).trim() + ' dernier.',
      kind: 'exercise',
      report: { measures: 'x'.repeat(20_000) },
    } as Partial<DeclarationInput>);
    const { pages } = await pagesAt(cast.rightful.declarant, at(incidentId, 'ars', 'declaration', 'pdf'));
    const whole = pages.join('\n');
    expect(whole).toContain('Écran noir □ □□□□ □□□□□ inversé');
    expect(whole).toContain('dernier.');
    expect(whole.match(/x{20,}/g)?.join('')).toHaveLength(20_000);
    for (const page of pages) expect(page).toContain('EXERCICE');
  });

  it('say what the declaration says at that moment', async () => {
    const incidentId = await declared();
    const path = at(incidentId, 'anssi', 'early-warning', 'text');
    const before = ok(await cast.rightful.declarant.get<AuthorityText>(path));
    expect(before.missing.map(({ field }) => field)).toEqual(['suspectedMalicious', 'report.crossBorder']);
    const {
      id: _,
      facilityId: __,
      awareAt: ___,
      ...answers
    } = aDeclaration(cast.facilityA, { suspectedMalicious: 'yes' });
    const amendment = { stage: 'update', base: 1, ...answers, report: { crossBorder: 'no' } };
    ok(await cast.rightful.declarant.post(`/api/incidents/${incidentId}/versions`, amendment));
    expect(ok(await cast.rightful.declarant.get<AuthorityText>(path))).toMatchObject({ missing: [], answersNumber: 2 });
  });
});
