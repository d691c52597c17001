import { CareService, YesNoUnknown } from '#libs/contracts';
import { Card } from '../../../shared/ui/Card.js';
import { Choice, Choices } from '../../../shared/ui/Choice.js';
import { useWords } from '../../../shared/vocabulary/useWords.js';
import classes from '../DeclareForm.module.css';
import { useDeclareTexts } from '../useDeclareTexts.js';
import type { SectionProps } from './section.js';

export function CareSection({ form, change }: SectionProps) {
  const t = useDeclareTexts();
  const w = useWords();
  return (
    <Card title={t('section.care')}>
      <div className={classes.stack}>
        <Choice
          label={t('degraded')}
          options={YesNoUnknown.options.map((value) => ({ value, label: w(`yesNoUnknown.${value}`) }))}
          value={form.degradedMode}
          onChange={(degradedMode) => change({ degradedMode })}
        />
        <Choices
          label={t('services')}
          description={t('servicesHelp')}
          options={CareService.options.map((value) => ({ value, label: w(`careService.${value}`) }))}
          value={form.careServices}
          onChange={(careServices) => change({ careServices })}
        />
      </div>
    </Card>
  );
}
