import { describe, expect, it } from '@jest/globals';
import { FORGET_AFTER_MS, type Here, Presence } from './presence.js';

const room = 'room';
const analyst: Here = { personId: 'analyst', side: 'agency' };
const nurse: Here = { personId: 'nurse', side: 'facility' };

describe('who is in a room', () => {
  it('is each person once, by name for the agency and without the agency’s names for a facility', () => {
    const presence = new Presence('a');
    presence.enter('1', room, analyst);
    presence.enter('2', room, analyst);
    presence.enter('3', room, nurse);
    expect(presence.seenBy('agency', room).people).toEqual([analyst, nurse]);
    expect(presence.seenBy('facility', room).people).toEqual([{ side: 'agency', personId: null }, nurse]);
  });

  it('follows who goes from room to room, and who goes away', () => {
    const presence = new Presence('a');
    expect(presence.enter('1', room, analyst)).toEqual([room]);
    expect(presence.enter('1', room, analyst)).toEqual([]);
    expect(presence.enter('1', 'other', analyst)).toEqual([room, 'other']);
    expect(presence.seenBy('agency', room).people).toEqual([]);
    expect(presence.leave('1')).toEqual(['other']);
    expect(presence.leave('1')).toEqual([]);
    expect(presence.rings()).toEqual([]);
  });

  it('counts those at other processes, until these say otherwise or are not heard any more', () => {
    const [here, there] = [new Presence('a'), new Presence('b')];
    there.enter('1', room, nurse);
    here.enter('2', room, analyst);
    expect(here.hear(there.ringOf(room), 0)).toBe(true);
    expect(here.hear(there.ringOf(room), 10)).toBe(false);
    expect(here.hear(here.ringOf(room), 10)).toBe(false);
    expect(here.seenBy('agency', room).people).toEqual([analyst, nurse]);
    expect(here.forget(10 + FORGET_AFTER_MS)).toEqual([]);
    expect(here.forget(11 + FORGET_AFTER_MS)).toEqual([room]);
    expect(here.seenBy('agency', room).people).toEqual([analyst]);
    here.hear(there.ringOf(room), 0);
    there.leave('1');
    expect(here.hear(there.ringOf(room), 1)).toBe(true);
    expect(here.seenBy('agency', room).people).toEqual([analyst]);
  });
});
