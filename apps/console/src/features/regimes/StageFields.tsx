import { NativeSelect, TextInput } from '@mantine/core';
import { Authority, DueRule } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { Choices } from '../../shared/ui/Choice.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { AmountField } from './AmountField.js';
import type { FaultAt } from './faults.js';
import type { Keyed, StageForm } from './form.js';
import classes from './regimes.module.css';
import { Reminders } from './Reminders.js';
import { useRegimesTexts } from './useRegimesTexts.js';

interface StageFieldsProps {
  stage: StageForm;
  /** Those that come before it: it can wait for one of them. */
  earlier: readonly Keyed<StageForm>[];
  others: readonly Keyed<StageForm>[];
  /** Of a field of this stage. */
  faultOf: FaultAt;
  onChange: (part: Partial<StageForm>) => void;
}

/** Everything that a stage says: its name, by when, whom it is for, when people are reminded. */
export function StageFields({ stage, earlier, others, faultOf, onChange }: StageFieldsProps) {
  const t = useRegimesTexts();
  const w = useWords();
  const locale = useLocale();
  const nameOf = ({ code, nameFr, nameEn }: StageForm) => (locale === 'fr' ? nameFr : nameEn) || code;
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('form.nameFr')}
        value={stage.nameFr}
        error={faultOf('name.fr')}
        onChange={(event) => onChange({ nameFr: event.currentTarget.value })}
      />
      <TextInput
        label={t('form.nameEn')}
        value={stage.nameEn}
        error={faultOf('name.en')}
        onChange={(event) => onChange({ nameEn: event.currentTarget.value })}
      />
      {stage.added && (
        <TextInput
          className={classes.wide}
          label={t('form.code')}
          description={t('form.codeHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoCapitalize="none"
          spellCheck={false}
          value={stage.code}
          error={faultOf('code')}
          onChange={(event) => onChange({ code: event.currentTarget.value })}
        />
      )}
      <Due stage={stage} earlier={earlier} nameOf={nameOf} faultOf={faultOf} onChange={onChange} />
      {others.length > 0 && (
        <div className={classes.wide}>
          <Choices
            label={t('form.coveredBy')}
            options={others.map((other) => ({ value: other.code, label: nameOf(other) }))}
            value={stage.coveredBy}
            error={faultOf('coveredBy')}
            onChange={(coveredBy) => onChange({ coveredBy })}
          />
        </div>
      )}
      <div className={classes.wide}>
        <Choices
          label={t('authorities')}
          options={Authority.options.map((value) => ({ value, label: w(`authority.${value}`) }))}
          value={stage.authorities}
          onChange={(authorities) => onChange({ authorities })}
        />
      </div>
      <div className={classes.wide}>
        <Reminders
          reminders={stage.reminders}
          faultOf={(index) => faultOf(`reminders.${index}`)}
          onChange={(reminders) => onChange({ reminders })}
        />
      </div>
    </div>
  );
}

type DueProps = Omit<StageFieldsProps, 'others'> & { nameOf: (stage: StageForm) => string };

const { from: From, ongoing } = DueRule.shape;
const Ongoing = ongoing.unwrap();

/** By when: from what on, how long, and what the end of the incident has to do with it. */
function Due({ stage, earlier, nameOf, faultOf, onChange }: DueProps) {
  const t = useRegimesTexts();
  return (
    <>
      <NativeSelect
        label={t('form.from')}
        value={stage.from}
        data={From.options.map((value) => ({ value, label: t(`form.froms.${value}`) }))}
        onChange={(event) =>
          onChange({ from: From.options.find((one) => one === event.currentTarget.value) ?? stage.from })
        }
      />
      {stage.from === 'stage' && (
        <NativeSelect
          label={t('form.after')}
          value={stage.after}
          error={faultOf('due.stage')}
          data={[
            { value: '', label: t('form.choose') },
            ...earlier.map((other) => ({ value: other.code, label: nameOf(other) })),
          ]}
          onChange={(event) => onChange({ after: event.currentTarget.value })}
        />
      )}
      {stage.from !== 'request' && (
        <>
          <AmountField
            label={t('form.delay')}
            amount={stage.delay}
            error={faultOf('due.delay')}
            onChange={(delay) => onChange({ delay })}
          />
          <NativeSelect
            label={t('form.ongoing')}
            value={stage.ongoing}
            data={Ongoing.options.map((value) => ({ value, label: t(`form.ongoings.${value}`) }))}
            onChange={(event) =>
              onChange({ ongoing: Ongoing.options.find((one) => one === event.currentTarget.value) ?? stage.ongoing })
            }
          />
        </>
      )}
      {stage.ongoing === 'after-end' && (
        <AmountField
          label={t('form.afterEnd')}
          amount={stage.afterEnd}
          error={faultOf('due.afterEnd')}
          onChange={(afterEnd) => onChange({ afterEnd })}
        />
      )}
    </>
  );
}
