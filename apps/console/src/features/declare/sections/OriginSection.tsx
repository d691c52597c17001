import { TextInput } from '@mantine/core';
import { DataClass, YesNoUnknown } from '#libs/contracts';
import { LocalTimeInput } from '../../../shared/time/LocalTimeInput.js';
import { Card } from '../../../shared/ui/Card.js';
import { Choice, Choices } from '../../../shared/ui/Choice.js';
import { useWords } from '../../../shared/vocabulary/useWords.js';
import classes from '../DeclareForm.module.css';
import { useDeclareTexts } from '../useDeclareTexts.js';
import type { SectionProps } from './section.js';

export function OriginSection({ form, errors, change, zone }: SectionProps) {
  const t = useDeclareTexts();
  const w = useWords();
  return (
    <Card title={t('section.origin')}>
      <div className={classes.stack}>
        <Choice
          label={t('since')}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`sinceKnown.${value}`) }))}
          value={form.sinceKnown}
          onChange={(sinceKnown) => change({ sinceKnown, since: form.since || form.awareAt })}
        />
        {form.sinceKnown === 'yes' && (
          <LocalTimeInput
            name="since"
            label={t('sinceAt')}
            zone={zone}
            value={form.since}
            error={errors.since && t(`error.${errors.since}`)}
            onChange={(since) => change({ since })}
          />
        )}
        <Choice
          label={t('data')}
          options={YesNoUnknown.options.map((value) => ({ value, label: w(`yesNoUnknown.${value}`) }))}
          value={form.dataTouched}
          onChange={(dataTouched) => change({ dataTouched })}
        />
        {form.dataTouched === 'yes' && (
          <Choices
            label={t('dataClasses')}
            options={DataClass.options.map((value) => ({ value, label: w(`dataClass.${value}`) }))}
            value={form.dataClasses}
            onChange={(dataClasses) => change({ dataClasses })}
          />
        )}
        <TextInput
          name="supplier"
          label={t('supplier')}
          description={t('supplierHelp')}
          value={form.supplier}
          error={errors.supplier && t(`error.${errors.supplier}`)}
          onChange={(event) => change({ supplier: event.currentTarget.value })}
        />
      </div>
    </Card>
  );
}
