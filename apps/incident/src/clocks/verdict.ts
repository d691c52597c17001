import type { ClockReason, FactTest, YesNoUnknown } from '#libs/contracts';
import type { Facts } from './facts.js';

/** Whether a regime applies, and the facts that decide it. */
export interface Verdict {
  applies: YesNoUnknown;
  facts: ClockReason['facts'];
}

/**
 * Every group has to hold, and a group does when one of its tests does. Of a yes all facts are told that make it one, of a no those of the
 * first group that fails, and of an unknown what would have to be known.
 */
export function verdictOf(groups: readonly (readonly FactTest[])[], facts: Facts): Verdict {
  const verdicts = groups.map((tests) => groupVerdict(tests, facts));
  const failed = verdicts.find(({ applies }) => applies === 'no');
  if (failed) return failed;
  const open = verdicts.filter(({ applies }) => applies === 'unknown');
  return open.length > 0
    ? { applies: 'unknown', facts: together(open) }
    : { applies: 'yes', facts: together(verdicts) };
}

function groupVerdict(tests: readonly FactTest[], facts: Facts): Verdict {
  const tested = tests.map((test) => ({ fact: test.fact, value: facts[test.fact], holds: holds(test, facts) }));
  for (const applies of ['yes', 'unknown'] as const) {
    const decisive = tested.filter((test) => test.holds === applies);
    if (decisive.length > 0) return { applies, facts: decisive.map(({ fact, value }) => ({ fact, value })) };
  }
  return { applies: 'no', facts: tested.map(({ fact, value }) => ({ fact, value })) };
}

function holds({ fact, yes, perhaps }: FactTest, facts: Facts): YesNoUnknown {
  const value = facts[fact];
  if (yes.includes(value)) return 'yes';
  return value === 'unknown' || perhaps.includes(value) ? 'unknown' : 'no';
}

function together(verdicts: readonly Verdict[]): Verdict['facts'] {
  const all = verdicts.flatMap(({ facts }) => facts);
  return all.filter(({ fact }, index) => all.findIndex((other) => other.fact === fact) === index);
}
