import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RegimeVersion } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { RegimeDialog } from './RegimeDialog.js';
import classes from './regimes.module.css';
import { Stages } from './Stages.js';
import { useRegimesTexts } from './useRegimesTexts.js';

/** One regime: its latest version, the others folded. */
export function RegimeCard({ versions }: { versions: readonly [RegimeVersion, ...RegimeVersion[]] }) {
  const t = useRegimesTexts();
  const locale = useLocale();
  const identity = useIdentity();
  const [editing, setEditing] = useState(false);
  const [latest, ...others] = versions;
  return (
    <Card
      title={latest.definition.name[locale]}
      aside={
        agencyMay(identity, 'regime.manage') && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )
      }
    >
      <div className={classes.stack}>
        <Version version={latest} />
        {others.length > 0 && (
          <details className={classes.others}>
            <summary>{t('others', { count: others.length })}</summary>
            <div className={classes.stack}>
              {others.map((version) => (
                <Version key={version.version} version={version} />
              ))}
            </div>
          </details>
        )}
      </div>
      {editing && <RegimeDialog regime={latest} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function Version({ version }: { version: RegimeVersion }) {
  const t = useRegimesTexts();
  const locale = useLocale();
  const now = useNow().toISOString();
  const { validFrom, validTo, definition } = version;
  const standing = validFrom > now ? 'future' : validTo !== null && validTo <= now ? 'past' : 'current';
  return (
    <div>
      <p className={classes.head}>
        <strong>{t('version', { version: version.version })}</strong>
        <span>{t(standing)}</span>
        {definition.toConfirm && <strong>{t('toConfirm')}</strong>}
      </p>
      <p className={classes.soft}>{definition.basis[locale]}</p>
      <p className={classes.soft}>
        {t('from')} <Moment at={validFrom} form="clocks" />
        {validTo && (
          <>
            {' '}
            {t('to')} <Moment at={validTo} form="clocks" />
          </>
        )}
      </p>
      <Stages stages={definition.stages} />
    </div>
  );
}
