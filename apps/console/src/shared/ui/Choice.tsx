import { useId, type ReactNode } from 'react';
import classes from './Choice.module.css';

interface Option<Value extends string> {
  value: Value;
  label: ReactNode;
}

interface GroupProps<Value extends string> {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  options: readonly Option<Value>[];
  disabled?: boolean;
}

function Group<Value extends string>({
  label,
  description,
  error,
  disabled,
  children,
}: Omit<GroupProps<Value>, 'options'> & { children: ReactNode }) {
  const id = useId();
  const described = [description && `${id}-d`, error && `${id}-e`].filter(Boolean).join(' ');
  return (
    <fieldset className={classes.group} disabled={disabled} aria-describedby={described || undefined}>
      <legend className={classes.legend}>{label}</legend>
      {description && (
        <p id={`${id}-d`} className={classes.description}>
          {description}
        </p>
      )}
      <div className={classes.options}>{children}</div>
      {error && (
        <p id={`${id}-e`} className={classes.error} data-fault>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** One of a few answers, all in sight: a radio group that a thumb can hit. */
export function Choice<Value extends string>({
  options,
  value,
  onChange,
  ...group
}: GroupProps<Value> & { value: Value | null; onChange: (value: Value) => void }) {
  const name = useId();
  return (
    <Group {...group}>
      {options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </Group>
  );
}

/** Any number of a few answers. */
export function Choices<Value extends string>({
  options,
  value,
  onChange,
  ...group
}: GroupProps<Value> & { value: readonly Value[]; onChange: (value: Value[]) => void }) {
  const toggle = (option: Value) =>
    onChange(value.includes(option) ? value.filter((other) => other !== option) : [...value, option]);
  return (
    <Group {...group}>
      {options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            type="checkbox"
            value={option.value}
            checked={value.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </Group>
  );
}
