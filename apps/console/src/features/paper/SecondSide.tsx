import { Textarea, TextInput } from '@mantine/core';
import { CareService, DataClass, HelpWanted, PatientDanger, YesNoUnknown } from '#libs/contracts';
import { Card } from '../../shared/ui/Card.js';
import { Choice, Choices } from '../../shared/ui/Choice.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { criteria } from './entry.js';
import classes from './Paper.module.css';
import type { SideProps } from './side.js';
import { usePaperTexts } from './usePaperTexts.js';

/** Questions 5 to 13, and who filled in the sheet. */
export function SecondSide({ onBehalf, ...side }: SideProps & { onBehalf: boolean }) {
  const t = usePaperTexts();
  return (
    <Card title={t('secondSide')}>
      <fieldset className={classes.side} disabled={side.busy}>
        <Effects {...side} />
        <Consequences {...side} />
        {onBehalf && <FilledBy {...side} />}
      </fieldset>
    </Card>
  );
}

function useAnswers() {
  const w = useWords();
  return YesNoUnknown.options.map((value) => ({ value, label: w(`yesNoUnknown.${value}`) }));
}

function Effects({ entry, change, wrong }: SideProps) {
  const t = usePaperTexts();
  const w = useWords();
  const answers = useAnswers();
  return (
    <>
      <Choice
        label={t('malicious')}
        options={answers}
        value={entry.suspectedMalicious}
        onChange={(suspectedMalicious) => change({ suspectedMalicious })}
      />
      <Choice
        label={t('degraded')}
        options={answers}
        value={entry.degradedMode}
        onChange={(degradedMode) => change({ degradedMode })}
      />
      <Choice
        label={t('danger')}
        options={PatientDanger.options.map((value) => ({ value, label: w(`danger.${value}`) }))}
        value={entry.patientDanger}
        onChange={(patientDanger) => change({ patientDanger })}
      />
      <Choices
        label={t('services')}
        options={CareService.options.map((value) => ({ value, label: w(`careService.${value}`) }))}
        value={entry.careServices}
        onChange={(careServices) => change({ careServices })}
      />
      <Choice
        label={t('data')}
        options={answers}
        value={entry.dataTouched}
        onChange={(dataTouched) => change({ dataTouched })}
      />
      {entry.dataTouched === 'yes' && (
        <Choices
          label={t('dataClasses')}
          options={DataClass.options.map((value) => ({ value, label: w(`dataClass.${value}`) }))}
          value={entry.dataClasses}
          onChange={(dataClasses) => change({ dataClasses })}
        />
      )}
      <TextInput
        name="supplier"
        label={t('supplier')}
        value={entry.supplier}
        error={wrong.includes('supplier') && t('wrong.supplier')}
        onChange={(event) => change({ supplier: event.currentTarget.value })}
      />
      <Choices
        label={t('help')}
        options={HelpWanted.options.map((value) => ({ value, label: w(`help.${value}`) }))}
        value={entry.helpWanted}
        onChange={(helpWanted) => change({ helpWanted })}
      />
    </>
  );
}

function Consequences({ entry, change, wrong }: SideProps) {
  const t = usePaperTexts();
  const answers = useAnswers();
  return (
    <>
      <h3 className={classes.subtitle}>{t('criteria')}</h3>
      {criteria.map((name) => (
        <Choice
          key={name}
          label={t(`criterion.${name}`)}
          options={answers}
          value={entry.criteria[name]}
          onChange={(answer) => change({ criteria: { ...entry.criteria, [name]: answer } })}
        />
      ))}
      <Textarea
        name="measures"
        label={t('measures')}
        autosize
        minRows={2}
        maxRows={12}
        value={entry.measures}
        error={wrong.includes('measures') && t('wrong.measures')}
        onChange={(event) => change({ measures: event.currentTarget.value })}
      />
    </>
  );
}

function FilledBy({ entry, change, wrong }: SideProps) {
  const t = usePaperTexts();
  return (
    <div className={classes.pair}>
      <TextInput
        name="caller"
        label={
          <>
            {t('caller')} <span className={classes.needed}>({t('needed')})</span>
          </>
        }
        autoComplete="off"
        value={entry.caller}
        error={wrong.includes('caller') && t('wrong.caller')}
        onChange={(event) => change({ caller: event.currentTarget.value })}
      />
      <TextInput
        name="callBack"
        label={t('callBack')}
        type="tel"
        autoComplete="off"
        value={entry.callBack}
        error={wrong.includes('callBack') && t('wrong.callBack')}
        onChange={(event) => change({ callBack: event.currentTarget.value })}
      />
    </div>
  );
}
