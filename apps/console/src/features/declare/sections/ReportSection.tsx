import { Textarea, TextInput } from '@mantine/core';
import { YesNoUnknown } from '#libs/contracts';
import { LocalTimeInput } from '../../../shared/time/LocalTimeInput.js';
import { Card } from '../../../shared/ui/Card.js';
import { Choice } from '../../../shared/ui/Choice.js';
import { useWords } from '../../../shared/vocabulary/useWords.js';
import classes from '../DeclareForm.module.css';
import { accounts, counts, type ReportForm } from '../report.js';
import { useDeclareTexts } from '../useDeclareTexts.js';
import type { SectionProps } from './section.js';

/** What is learnt with time, and what the authorities ask for in their later stages. */
export function ReportSection({ form, errors, change, zone }: SectionProps) {
  const t = useDeclareTexts();
  const w = useWords();
  const { report } = form;
  const put = (part: Partial<ReportForm>) => change({ report: { ...report, ...part } });
  return (
    <Card title={t('section.report')}>
      <div className={classes.stack}>
        <p className={classes.soft}>{t('reportHelp')}</p>
        {errors['report.text'] && <p className={classes.summary}>{t('error.report.text')}</p>}
        {accounts.map((name) => (
          <Textarea
            key={name}
            name={`report.${name}`}
            label={t(`account.${name}`)}
            autosize
            minRows={2}
            maxRows={12}
            value={report[name]}
            onChange={(event) => put({ [name]: event.currentTarget.value })}
          />
        ))}
        <div className={classes.pair}>
          {counts.map((name) => (
            <TextInput
              key={name}
              name={`report.${name}`}
              label={t(`count.${name}`)}
              inputMode="numeric"
              value={report[name]}
              error={errors[`report.${name}`] && t(`error.report.${name}`)}
              onChange={(event) => put({ [name]: event.currentTarget.value })}
            />
          ))}
        </div>
        <TextInput
          name="report.dataOfficer"
          label={t('breach.dataOfficer')}
          description={t('breach.dataOfficerHelp')}
          value={report.dataOfficer}
          error={errors['report.dataOfficer'] && t('error.report.dataOfficer')}
          onChange={(event) => put({ dataOfficer: event.currentTarget.value })}
        />
        <Textarea
          name="report.delayReason"
          label={t('breach.delayReason')}
          description={t('breach.delayReasonHelp')}
          autosize
          minRows={2}
          maxRows={12}
          value={report.delayReason}
          onChange={(event) => put({ delayReason: event.currentTarget.value })}
        />
        <Choice
          label={t('crossBorder')}
          options={YesNoUnknown.options.map((value) => ({ value, label: w(`yesNoUnknown.${value}`) }))}
          value={report.crossBorder}
          onChange={(crossBorder) => put({ crossBorder })}
        />
        <Choice
          label={t('over')}
          options={(['no', 'yes'] as const).map((value) => ({ value, label: t(`overAnswer.${value}`) }))}
          value={report.over}
          onChange={(over) => put({ over })}
        />
        {report.over === 'yes' && (
          <LocalTimeInput
            name="report.endedAt"
            label={t('endedAt')}
            zone={zone}
            value={report.endedAt}
            error={errors['report.endedAt'] && t('error.report.endedAt')}
            onChange={(endedAt) => put({ endedAt })}
          />
        )}
      </div>
    </Card>
  );
}
