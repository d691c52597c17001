import { Autocomplete, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Advisories.module.css';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** More than so many fold: the exact list stands beside. */
const FEW = 8;

interface FacilityPickerProps {
  label: string;
  act: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
}

/** Chooses facilities by name, town or FINESS number. */
export function FacilityPicker({ label, act, value, onChange }: FacilityPickerProps) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const facilities = useFacilities();
  const [typed, setTyped] = useState('');
  const options = new Map(
    [...facilities.values()]
      .filter(({ id }) => !value.includes(id))
      .map((one) => [`${one.name} · ${one.commune ?? ''} · ${one.finess}`, one.id]),
  );
  const add = (text: string) => {
    const id = options.get(text);
    if (id === undefined) return;
    onChange([...value, id]);
    setTyped('');
  };
  return (
    <div className={classes.stack}>
      <div className={classes.add}>
        <Autocomplete
          label={label}
          placeholder={t('audience.choose')}
          size="md"
          limit={30}
          value={typed}
          data={[...options.keys()]}
          onChange={setTyped}
          onOptionSubmit={(text) => {
            add(text);
            // The field shows what was chosen once more after this; it is emptied for the next name.
            queueMicrotask(() => setTyped(''));
          }}
        />
        <Button variant="default" disabled={!options.has(typed)} onClick={() => add(typed)}>
          {act}
        </Button>
      </div>
      {value.length > 0 && value.length <= FEW && <Chosen value={value} onChange={onChange} />}
      {value.length > FEW && (
        <details>
          <summary className={classes.summary}>{w('facilities', { count: value.length })}</summary>
          <div className={classes.stack}>
            <div>
              <Button variant="default" onClick={() => onChange([])}>
                {t('audience.clear', { count: value.length })}
              </Button>
            </div>
            <Chosen value={value} onChange={onChange} />
          </div>
        </details>
      )}
    </div>
  );
}

function Chosen({ value, onChange }: Pick<FacilityPickerProps, 'value' | 'onChange'>) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const facilities = useFacilities();
  return (
    <ul className={classes.chosen}>
      {value.map((id) => {
        const name = facilities.get(id)?.name ?? w('unknownFacility');
        return (
          <li key={id}>
            <Button
              variant="light"
              rightSection={<IconX size={18} aria-hidden="true" />}
              aria-label={t('audience.remove', { name })}
              onClick={() => onChange(value.filter((other) => other !== id))}
            >
              {name}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
