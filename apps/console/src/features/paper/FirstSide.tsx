import { Textarea, TextInput } from '@mantine/core';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { Card } from '../../shared/ui/Card.js';
import { Choice } from '../../shared/ui/Choice.js';
import classes from './Paper.module.css';
import type { SideProps } from './side.js';
import { usePaperTexts } from './usePaperTexts.js';

/** Questions 1 to 4: what has to be known. */
export function FirstSide({ entry, change, wrong, zone, busy }: SideProps) {
  const t = usePaperTexts();
  const fault = (name: 'what' | 'awareAt' | 'since' | 'contactName' | 'contactPhone' | 'contactEmail') =>
    wrong.includes(name) && t(`wrong.${name}`);
  return (
    <Card title={t('firstSide')}>
      <fieldset className={classes.side} disabled={busy}>
        <Textarea
          name="what"
          label={
            <>
              {t('what')} <span className={classes.needed}>({t('needed')})</span>
            </>
          }
          autoFocus
          autosize
          minRows={4}
          maxRows={16}
          value={entry.what}
          error={fault('what')}
          onChange={(event) => change({ what: event.currentTarget.value })}
        />
        <LocalTimeInput
          name="awareAt"
          label={`${t('awareAt')} (${t('needed')})`}
          zone={zone}
          value={entry.awareAt}
          error={fault('awareAt')}
          onChange={(awareAt) => change({ awareAt })}
        />
        <Choice
          label={t('since')}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`sinceKnown.${value}`) }))}
          value={entry.sinceKnown}
          onChange={(sinceKnown) => change({ sinceKnown })}
        />
        {entry.sinceKnown === 'yes' && (
          <LocalTimeInput
            name="since"
            label={t('sinceAt')}
            zone={zone}
            value={entry.since}
            error={fault('since')}
            onChange={(since) => change({ since })}
          />
        )}
        <h3 className={classes.subtitle}>
          {t('contact')} <span className={classes.needed}>({t('needed')})</span>
        </h3>
        <TextInput
          name="contactName"
          label={t('name')}
          autoComplete="off"
          value={entry.contactName}
          error={fault('contactName')}
          onChange={(event) => change({ contactName: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <TextInput
            name="contactPhone"
            label={t('phone')}
            type="tel"
            autoComplete="off"
            value={entry.contactPhone}
            error={fault('contactPhone')}
            onChange={(event) => change({ contactPhone: event.currentTarget.value })}
          />
          <TextInput
            name="contactEmail"
            label={t('email')}
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={entry.contactEmail}
            error={fault('contactEmail')}
            onChange={(event) => change({ contactEmail: event.currentTarget.value })}
          />
        </div>
      </fieldset>
    </Card>
  );
}
