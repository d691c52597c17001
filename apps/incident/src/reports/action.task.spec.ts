import { describe, expect, it } from '@jest/globals';
import { Task } from '#libs/contracts';
import { newId } from '#libs/platform';
import { taskIdOf, taskOf } from './action.task.js';

const report = { number: '972-S-2026-0001' };
const action = { id: newId(), text: 'Tester la reprise', owner: 'DSI', due: '2026-12-15' };
const place = { id: newId(), zone: 'America/Martinique' };

describe('the task that an action becomes', () => {
  it('is the agency’s, names who is responsible and the report, and is due when the day is over there', () => {
    expect(taskOf(report, action, place)).toMatchObject({
      id: place.id,
      side: 'agency',
      title: { fr: 'Tester la reprise', en: 'Tester la reprise' },
      text: {
        fr: 'Responsable\u00a0: DSI. Suite à donner du compte rendu 972-S-2026-0001.',
        en: 'Responsible: DSI. From the actions of report 972-S-2026-0001.',
      },
      dueAt: '2026-12-16T03:59:00.000Z',
    });
    expect(taskOf(report, { ...action, due: null }, place).dueAt).toBeNull();
  });

  it('keeps every word of a long action, and cuts no character in two', () => {
    const text = `${'x'.repeat(158)}🚑 et la suite`;
    const { title, text: said } = taskOf(report, { ...action, text }, place);
    expect(title.fr).toBe(`${'x'.repeat(158)}…`);
    expect(said?.fr.startsWith(`${text}\n\n`)).toBe(true);
  });

  it('has one id for one action of one incident', () => {
    const [incident, other] = [newId(), newId()];
    expect(Task.shape.id.safeParse(taskIdOf(incident, action.id)).success).toBe(true);
    expect(taskIdOf(incident, action.id)).toBe(taskIdOf(incident, action.id));
    expect(taskIdOf(other, action.id)).not.toBe(taskIdOf(incident, action.id));
    expect(taskIdOf(incident, newId())).not.toBe(taskIdOf(incident, action.id));
  });
});
