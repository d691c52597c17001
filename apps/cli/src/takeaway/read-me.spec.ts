import { expect, it } from '@jest/globals';
import { inFrench } from './in-french.js';
import { readMe } from './read-me.js';
import { TABLE_LIST } from './table-list.js';

it('whoever reads French reads in French what each table is for', () => {
  const untranslated = TABLE_LIST.filter(({ why }) => inFrench(why) === why && why !== 'secret');
  expect(untranslated).toEqual([]);
});

it('LISEZ-MOI.txt lists in French what is in the archive, and what is not', () => {
  const texts = readMe(
    {
      format: 'vigie-archive',
      formatVersion: 2,
      software: '0',
      instance: { database: 'vigie', system: '1' },
      instant: '2026-11-30T00:00:00.000Z',
      scope: { kind: 'all' },
      schema: {},
      tables: [{ table: 'incident.task', of: 'facility', why: 'tasks', file: 'x', rows: 3, key: ['id'], columns: [] }],
      notIncluded: [
        { what: 'the bytes of the file 7', why: 'the store has lost them: the file is missing' },
        { what: '12 deliveries of events', why: 'under way at this instant' },
      ],
      lostFiles: [],
    } as unknown as Parameters<typeof readMe>[0],
    [],
  );
  const french = texts['LISEZ-MOI.txt'] ?? '';
  expect(french).toContain('  - incident.task (3) : les tâches\n');
  expect(french).toContain('  - le contenu du fichier 7 : le stockage l’a perdu (the file is missing)\n');
  expect(french).toContain('  - 12 remises d’événements : en cours à cet instant\n');
  expect(texts['README.txt']).toContain('  - incident.task (3): tasks\n');
});
