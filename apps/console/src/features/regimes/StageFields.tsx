import { NativeSelect, TextInput } from '@mantine/core';
import { Authority } from '#libs/contracts';
import { Choices } from '../../shared/ui/Choice.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { type Amount, type StageForm, units } from './form.js';
import classes from './regimes.module.css';
import { useRegimesTexts } from './useRegimesTexts.js';

interface StageFieldsProps {
  name: string;
  form: StageForm | undefined;
  onChange: (part: Partial<StageForm>) => void;
}

/** What of a stage can be written: its delays, its reminders, whom it is for. */
export function StageFields({ name: stage, form, onChange }: StageFieldsProps) {
  const t = useRegimesTexts();
  const w = useWords();
  if (!form) return null;
  return (
    <>
      {form.delay && (
        <AmountField
          label={t('form.amount', { stage })}
          amount={form.delay}
          onChange={(delay) => onChange({ delay })}
        />
      )}
      {form.afterEnd && (
        <AmountField
          label={t('form.afterEnd')}
          amount={form.afterEnd}
          onChange={(afterEnd) => onChange({ afterEnd })}
        />
      )}
      <TextInput
        label={t('form.reminders', { stage })}
        description={t('form.remindersHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        spellCheck={false}
        value={form.reminders}
        onChange={(event) => onChange({ reminders: event.currentTarget.value })}
      />
      <div className={classes.wide}>
        <Choices
          label={t('form.authorities', { stage })}
          options={Authority.options.map((value) => ({ value, label: w(`authority.${value}`) }))}
          value={form.authorities}
          onChange={(authorities) => onChange({ authorities })}
        />
      </div>
    </>
  );
}

function AmountField({
  label,
  amount,
  onChange,
}: {
  label: string;
  amount: Amount;
  onChange: (amount: Amount) => void;
}) {
  const t = useRegimesTexts();
  return (
    <div className={classes.amount}>
      <TextInput
        label={label}
        inputMode="numeric"
        value={amount.count}
        onChange={(event) => onChange({ ...amount, count: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('form.unit')}
        value={amount.unit}
        data={units.map((value) => ({ value, label: t(`form.${value}`) }))}
        onChange={(event) =>
          onChange({ ...amount, unit: units.find((unit) => unit === event.currentTarget.value) ?? amount.unit })
        }
      />
    </div>
  );
}
