import { Button, NativeSelect } from '@mantine/core';
import { Fact, type FactTest } from '#libs/contracts';
import { Choices } from '../../shared/ui/Choice.js';
import type { FaultAt } from './faults.js';
import { type GroupForm, type Keyed, keyed, newTest } from './form.js';
import classes from './regimes.module.css';
import { RemoveButton } from './RemoveButton.js';
import { useRegimesTexts } from './useRegimesTexts.js';
import { answersTo, useFactWords } from './vocabulary.js';

const MOST_GROUPS = 8;
const MOST_TESTS = 12;

interface ConditionsProps {
  groups: readonly Keyed<GroupForm>[];
  faultAt: FaultAt;
  onChange: (groups: Keyed<GroupForm>[]) => void;
}

/** For whom a regime is: every condition has to hold, and one does when one of its lines does. */
export function Conditions({ groups, faultAt, onChange }: ConditionsProps) {
  const t = useRegimesTexts();
  const put = (key: string, tests: Keyed<FactTest>[]) =>
    // A condition without a line is none.
    onChange(
      tests.length === 0
        ? groups.filter((group) => group.key !== key)
        : groups.map((group) => (group.key === key ? { ...group, tests } : group)),
    );
  return (
    <section className={classes.part} aria-label={t('form.applies')}>
      <h3 className={classes.subtitle}>{t('form.applies')}</h3>
      <p className={classes.soft}>{t(groups.length === 0 ? 'form.appliesToAll' : 'form.appliesHelp')}</p>
      {groups.map(({ key, tests }, index) => (
        <fieldset key={key} className={classes.boxed}>
          <legend>{t('form.condition', { number: index + 1 })}</legend>
          {tests.map((test, line) => (
            <div key={test.key} className={classes.test}>
              {line > 0 && <p className={classes.or}>{t('form.or')}</p>}
              <Test
                test={test}
                number={line + 1}
                error={faultAt(`definition.applies.${index}.${line}.yes`)}
                onChange={(changed) =>
                  put(
                    key,
                    tests.map((one) => (one === test ? { ...one, ...changed } : one)),
                  )
                }
                onRemove={() =>
                  put(
                    key,
                    tests.filter((one) => one !== test),
                  )
                }
              />
            </div>
          ))}
          {tests.length < MOST_TESTS && (
            <Button variant="default" onClick={() => put(key, [...tests, newTest()])}>
              {t('form.addTest')}
            </Button>
          )}
        </fieldset>
      ))}
      {groups.length < MOST_GROUPS && (
        <div>
          <Button variant="default" onClick={() => onChange([...groups, keyed({ tests: [newTest()] })])}>
            {t('form.addCondition')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface TestProps {
  test: FactTest;
  number: number;
  error: string | undefined;
  onChange: (test: FactTest) => void;
  onRemove: () => void;
}

/** One line: a fact, the answers for which it holds, and those for which it may. */
function Test({ test, number, error, onChange, onRemove }: TestProps) {
  const t = useRegimesTexts();
  const { factName, answerName } = useFactWords();
  const { fact, yes, perhaps } = test;
  const options = answersTo(fact, [...yes, ...perhaps]).map((value) => ({ value, label: answerName(fact, value) }));
  const facts = Fact.options;
  return (
    <>
      <div className={classes.row}>
        <NativeSelect
          label={t('form.fact')}
          value={fact}
          data={facts.map((value) => ({ value, label: factName(value) }))}
          onChange={(event) => {
            const chosen = facts.find((one) => one === event.currentTarget.value);
            // The answers to another question are others.
            if (chosen) onChange({ fact: chosen, yes: [], perhaps: [] });
          }}
        />
        <RemoveButton label={t('form.removeTest', { number, fact: factName(fact) })} onClick={onRemove} />
      </div>
      <Choices
        label={t('form.yes')}
        options={options}
        value={yes}
        error={error}
        onChange={(chosen) =>
          onChange({ fact, yes: chosen, perhaps: perhaps.filter((answer) => !chosen.includes(answer)) })
        }
      />
      <Choices
        label={t('form.perhaps')}
        options={options.filter(({ value }) => !yes.includes(value))}
        value={perhaps}
        onChange={(chosen) => onChange({ fact, yes, perhaps: chosen })}
      />
    </>
  );
}
