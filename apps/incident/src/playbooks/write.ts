import type { PlaybookDefinition, PlaybookTask, TaskSide } from '#libs/contracts';

/** The same in French and in English. */
type Pair = readonly [fr: string, en: string];

const said = ([fr, en]: Pair) => ({ fr, en });

/** Who does a task, in the words of a hospital. */
export const roles = {
  duty: ['Astreinte de l’agence', 'Agency’s duty officer'],
  crisis: ['Cellule de crise', 'Crisis cell'],
  director: ['Directeur de garde', 'Director on call'],
  security: ['RSSI', 'Security officer'],
  systems: ['Équipe informatique', 'IT team'],
  care: ['Direction des soins', 'Head of care'],
  biomedical: ['Ingénierie biomédicale', 'Biomedical engineering'],
  privacy: ['Délégué à la protection des données', 'Data protection officer'],
  technical: ['Services techniques', 'Technical services'],
  communication: ['Communication', 'Communication'],
} as const satisfies Record<string, Pair>;

interface More {
  text?: Pair;
  list?: readonly Pair[];
  after?: readonly string[];
}

const task =
  (side: TaskSide) =>
  (code: string, role: keyof typeof roles, dueMinutes: number | null, title: Pair, more: More = {}): PlaybookTask => ({
    code,
    side,
    role: said(roles[role]),
    title: said(title),
    text: more.text ? said(more.text) : null,
    dueMinutes,
    checklist: (more.list ?? []).map(said),
    after: [...(more.after ?? [])],
  });

export const agency = task('agency');
export const facility = task('facility');

export const playbook = (name: Pair, summary: Pair, tasks: PlaybookTask[]): PlaybookDefinition => ({
  name: said(name),
  summary: said(summary),
  tasks,
});
