import { YesNoUnknown } from '#libs/contracts';
import { Card } from '../../../shared/ui/Card.js';
import { Choice } from '../../../shared/ui/Choice.js';
import { useWords } from '../../../shared/vocabulary/useWords.js';
import classes from '../DeclareForm.module.css';
import { criteria } from '../report.js';
import { useDeclareTexts } from '../useDeclareTexts.js';
import type { SectionProps } from './section.js';

/** The five criteria of the law, each answered apart. */
export function CriteriaSection({ form, change }: SectionProps) {
  const t = useDeclareTexts();
  const w = useWords();
  return (
    <Card title={t('section.criteria')}>
      <div className={classes.stack}>
        <p className={classes.soft}>{t('criteriaHelp')}</p>
        {criteria.map((name) => (
          <Choice
            key={name}
            label={t(`criterion.${name}`)}
            options={YesNoUnknown.options.map((value) => ({ value, label: w(`yesNoUnknown.${value}`) }))}
            value={form.report[name]}
            onChange={(answer) => change({ report: { ...form.report, [name]: answer } })}
          />
        ))}
      </div>
    </Card>
  );
}
