import { Checkbox, TextInput } from '@mantine/core';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { PARIS } from '../../shared/time/zones.js';
import { Choice } from '../../shared/ui/Choice.js';
import { Conditions } from './Conditions.js';
import type { FaultAt } from './faults.js';
import type { RegimeForm } from './form.js';
import classes from './regimes.module.css';
import { StageList } from './StageList.js';
import { useRegimesTexts } from './useRegimesTexts.js';

interface RegimeFieldsProps {
  form: RegimeForm;
  disabled: boolean;
  faultAt: FaultAt;
  onChange: (part: Partial<RegimeForm>) => void;
}

const names = [
  ['nameFr', 'name.fr'],
  ['nameEn', 'name.en'],
  ['basisFr', 'basis.fr'],
  ['basisEn', 'basis.en'],
] as const;

/** A version of a regime while it is written: since when it is the law, its text, for whom it is, its stages. */
export function RegimeFields({ form, disabled, faultAt, onChange }: RegimeFieldsProps) {
  const t = useRegimesTexts();
  return (
    <fieldset disabled={disabled} className={classes.whole}>
      <div className={classes.fields}>
        <LocalTimeInput
          name="validFrom"
          label={t('form.validFrom')}
          description={t('form.validFromHelp')}
          zone={PARIS}
          value={form.validFrom}
          error={faultAt('validFrom')}
          onChange={(validFrom) => onChange({ validFrom })}
        />
        <LocalTimeInput
          name="validTo"
          label={t('form.validTo')}
          zone={PARIS}
          value={form.validTo}
          error={faultAt('validTo')}
          onChange={(validTo) => onChange({ validTo })}
        />
        {names.map(([field, place]) => (
          <TextInput
            key={field}
            label={t(`form.${field}`)}
            value={form[field]}
            error={faultAt(`definition.${place}`)}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          />
        ))}
        <div className={classes.wide}>
          <Choice
            label={t('form.zone')}
            options={(['territory', 'paris'] as const).map((value) => ({ value, label: t(`form.zones.${value}`) }))}
            value={form.zone}
            onChange={(zone) => onChange({ zone })}
          />
        </div>
        <Checkbox
          className={classes.wide}
          label={t('form.toConfirm')}
          checked={form.toConfirm}
          onChange={(event) => onChange({ toConfirm: event.currentTarget.checked })}
        />
      </div>
      <Conditions groups={form.groups} faultAt={faultAt} onChange={(groups) => onChange({ groups })} />
      <StageList stages={form.stages} faultAt={faultAt} onChange={(stages) => onChange({ stages })} />
    </fieldset>
  );
}
