import { Button, NativeSelect } from '@mantine/core';
import { AmountField } from './AmountField.js';
import { type Reminder, reminderOf } from './amount.js';
import type { FaultAt } from './faults.js';
import { type Keyed, keyed } from './form.js';
import classes from './regimes.module.css';
import { RemoveButton } from './RemoveButton.js';
import { useRegimesTexts } from './useRegimesTexts.js';

const MOST = 8;
const whens = ['before', 'at', 'after'] as const;

interface RemindersProps {
  reminders: readonly Keyed<Reminder>[];
  /** Of a reminder, by its number. */
  faultOf: FaultAt;
  onChange: (reminders: Keyed<Reminder>[]) => void;
}

/** When people are reminded of a stage. */
export function Reminders({ reminders, faultOf, onChange }: RemindersProps) {
  const t = useRegimesTexts();
  const put = (key: string, part: Partial<Reminder>) =>
    onChange(reminders.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <fieldset className={classes.rows}>
      <legend>{t('reminders')}</legend>
      {reminders.map(({ key, when, amount }, index) => (
        <div key={key} className={classes.row}>
          <div className={classes.reminder}>
            {when !== 'at' && (
              <AmountField
                bare
                label={t('form.howLong')}
                amount={amount}
                error={faultOf(String(index))}
                onChange={(changed) => put(key, { amount: changed })}
              />
            )}
            <NativeSelect
              aria-label={t('form.when')}
              value={when}
              data={whens.map((value) => ({ value, label: t(`form.whens.${value}`) }))}
              onChange={(event) => put(key, { when: whens.find((one) => one === event.currentTarget.value) ?? when })}
            />
          </div>
          <RemoveButton
            label={t('form.removeReminder', { number: index + 1 })}
            onClick={() => onChange(reminders.filter((one) => one.key !== key))}
          />
        </div>
      ))}
      {reminders.length < MOST && (
        <Button variant="default" onClick={() => onChange([...reminders, keyed(reminderOf('-P1D'))])}>
          {t('form.addReminder')}
        </Button>
      )}
    </fieldset>
  );
}
