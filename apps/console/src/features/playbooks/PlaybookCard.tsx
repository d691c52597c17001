import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PlaybookVersion } from '#libs/contracts';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { PlaybookDialog } from './PlaybookDialog.js';
import classes from './playbooks.module.css';
import { PlaybookTasks } from './PlaybookTasks.js';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

/** One playbook: its latest version, the others folded. */
export function PlaybookCard({ versions }: { versions: readonly [PlaybookVersion, ...PlaybookVersion[]] }) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const identity = useIdentity();
  const [editing, setEditing] = useState(false);
  const [latest, ...others] = versions;
  const name = latest.definition.name[locale];
  return (
    <Card
      title={name}
      aside={
        agencyMay(identity, 'playbook.manage') && (
          <Button variant="default" aria-label={t('editOf', { name })} onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )
      }
    >
      <div className={classes.stack}>
        <Version version={latest} />
        {others.length > 0 && (
          <details className={classes.fold}>
            <summary>{t('others', { count: others.length })}</summary>
            <div className={classes.stack}>
              {others.map((version) => (
                <Version key={version.version} version={version} />
              ))}
            </div>
          </details>
        )}
      </div>
      {editing && <PlaybookDialog playbook={latest} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function Version({ version: { version, definition, reason, savedBy, savedAt } }: { version: PlaybookVersion }) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const nameOf = usePersonName();
  return (
    <div>
      <p className={classes.facts}>
        <strong>{t('version', { version })}</strong>
        <span>{t('count', { count: definition.tasks.length })}</span>
        {reason === null ? (
          <span>{t('shipped')}</span>
        ) : (
          <>
            <span>{t('savedBy', { name: nameOf(savedBy) })}</span>
            <Moment at={savedAt} />
          </>
        )}
      </p>
      {reason !== null && <p className={classes.soft}>{t('reason', { reason })}</p>}
      <p className={classes.plain}>{definition.summary[locale]}</p>
      <details className={classes.fold}>
        <summary>{t('tasks')}</summary>
        <PlaybookTasks tasks={definition.tasks} />
      </details>
    </div>
  );
}
