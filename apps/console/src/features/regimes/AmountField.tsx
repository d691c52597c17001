import { NativeSelect, TextInput } from '@mantine/core';
import { type Amount, units } from './amount.js';
import classes from './regimes.module.css';
import { useRegimesTexts } from './useRegimesTexts.js';

interface AmountFieldProps {
  label: string;
  amount: Amount;
  /** The label is read and not shown: in a row of its own words. */
  bare?: boolean;
  error?: string | undefined;
  onChange: (amount: Amount) => void;
}

/** A number and its unit. */
export function AmountField({ label, amount, bare = false, error, onChange }: AmountFieldProps) {
  const t = useRegimesTexts();
  const isOther = amount.unit === 'other';
  return (
    <div className={classes.amount}>
      <TextInput
        {...(bare ? { 'aria-label': label } : { label })}
        description={isOther && t('form.otherHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode={isOther ? 'text' : 'numeric'}
        value={amount.count}
        error={error}
        onChange={(event) => onChange({ ...amount, count: event.currentTarget.value })}
      />
      <NativeSelect
        {...(bare ? { 'aria-label': t('form.unit') } : { label: t('form.unit') })}
        value={amount.unit}
        data={units.map((value) => ({ value, label: t(`form.${value}`) }))}
        onChange={(event) =>
          onChange({ ...amount, unit: units.find((unit) => unit === event.currentTarget.value) ?? amount.unit })
        }
      />
    </div>
  );
}
