import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { Authority, authorityStages, type Locale, type TextStage } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Card } from '../../shared/ui/Card.js';
import { Choice } from '../../shared/ui/Choice.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Authorities.module.css';
import { readChoice, type TextChoice } from './choice.js';
import { PreparedText } from './PreparedText.js';
import { useAuthoritiesTexts } from './useAuthoritiesTexts.js';

/** The texts that an incident's declarants hand over to the authorities. */
export function AuthoritiesPage() {
  const t = useAuthoritiesTexts();
  const { incidentId = '' } = useParams();
  const [params, setParams] = useSearchParams();
  // The address follows a moment later: what was chosen is shown at once.
  const [choice, setChoice] = useState(() => readChoice(params));
  const choose = (next: TextChoice) => {
    setChoice(next);
    setParams({ ...next }, { replace: true, preventScrollReset: true });
  };
  // The authorities read French, whatever the console's reader does.
  const [locale, setLocale] = useState<Locale>('fr');
  const text = useRead('authorityText', { incidentId, ...choice, locale }, { keep: true });
  return (
    <Page
      title={t('title')}
      lead={
        <>
          {t('lead')} <Link to={`/incidents/${incidentId}`}>{t('back')}</Link>
        </>
      }
      width="narrow"
    >
      <div className={classes.stack}>
        <Chooser choice={choice} onChoose={choose} locale={locale} onLocale={setLocale} />
        <Loaded from={text} rows={5} height={72}>
          {(prepared) => (
            <PreparedText key={`${prepared.authority} ${prepared.stage}`} text={prepared} locale={locale} />
          )}
        </Loaded>
      </div>
    </Page>
  );
}

interface ChooserProps {
  choice: TextChoice;
  onChoose: (choice: TextChoice) => void;
  locale: Locale;
  onLocale: (locale: Locale) => void;
}

function Chooser({ choice, onChoose, locale, onLocale }: ChooserProps) {
  const t = useAuthoritiesTexts();
  const w = useWords();
  const stages: readonly TextStage[] = authorityStages[choice.authority];
  return (
    <Card>
      <div className={classes.choices}>
        <Choice
          label={t('authority')}
          options={Authority.options.map((value) => ({ value, label: w(`authority.${value}`) }))}
          value={choice.authority}
          onChange={(authority) => onChoose({ authority, stage: authorityStages[authority][0] })}
        />
        {stages.length > 1 && (
          <Choice
            label={t('stage')}
            options={stages.map((value) => ({ value, label: t(`stages.${value}`) }))}
            value={choice.stage}
            onChange={(stage) => onChoose({ ...choice, stage })}
          />
        )}
        <NativeSelect
          label={t('language')}
          value={locale}
          data={[
            { value: 'fr', label: t('fr') },
            { value: 'en', label: t('en') },
          ]}
          onChange={(event) => onLocale(event.currentTarget.value === 'en' ? 'en' : 'fr')}
        />
      </div>
    </Card>
  );
}
