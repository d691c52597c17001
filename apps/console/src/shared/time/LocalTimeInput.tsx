import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocale } from '../i18n/texts.js';
import { clockText, showsParisToo } from './format.js';
import { useTimeTexts } from './useTimeTexts.js';
import { useNow } from './useNow.js';
import { fromLocalInput, PARIS } from './zones.js';

interface LocalTimeInputProps {
  name: string;
  label: string;
  zone: string;
  /** As the territory's wall clock shows it: `2026-11-23T19:30`. */
  value: string;
  error?: ReactNode;
  description?: ReactNode;
  onChange: (value: string) => void;
}

/** A date and time of the territory, with the Paris time under it. */
export function LocalTimeInput({ zone, value, onChange, description, ...input }: LocalTimeInputProps) {
  const t = useTimeTexts();
  const locale = useLocale();
  const now = useNow();
  const instant = fromLocalInput(value, zone);
  const paris = instant && showsParisToo(instant, zone) && t('paris', { time: clockText(instant, PARIS, locale, now) });
  return (
    <TextInput
      {...input}
      type="datetime-local"
      value={value}
      description={[description, paris].filter(Boolean).join(' · ') || undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
