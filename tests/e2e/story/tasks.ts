import { newRecordId } from './world.js';

/** Something for the facility to do. */
export const aTask = (part: { itemId?: string } = {}) => ({
  id: newRecordId(),
  side: 'facility' as const,
  title: 'Prévenir la pharmacie',
  text: null,
  dueAt: new Date(Date.now() + 3_600_000).toISOString(),
  checklist: [{ id: part.itemId ?? newRecordId(), text: 'Stock d’urgence compté' }],
  after: [] as string[],
});

const said = (text: string) => ({ fr: text, en: text });

/** A playbook of one task. */
export const aPlaybook = {
  name: said('Essai'),
  summary: said('Une seule tâche.'),
  tasks: [
    {
      code: 'first',
      side: 'agency' as const,
      role: said('Astreinte'),
      title: said('Appeler'),
      text: null,
      dueMinutes: 30,
      checklist: [],
      after: [],
    },
  ],
};
