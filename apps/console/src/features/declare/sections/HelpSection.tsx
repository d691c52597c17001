import { HelpWanted } from '#libs/contracts';
import { Card } from '../../../shared/ui/Card.js';
import { Choices } from '../../../shared/ui/Choice.js';
import { useWords } from '../../../shared/vocabulary/useWords.js';
import { useDeclareTexts } from '../useDeclareTexts.js';
import type { SectionProps } from './section.js';

export function HelpSection({ form, change }: SectionProps) {
  const t = useDeclareTexts();
  const w = useWords();
  return (
    <Card title={t('section.help')}>
      <Choices
        label={t('helpWanted')}
        description={t('helpHelp')}
        options={HelpWanted.options.map((value) => ({ value, label: w(`help.${value}`) }))}
        value={form.helpWanted}
        onChange={(helpWanted) => change({ helpWanted })}
      />
    </Card>
  );
}
