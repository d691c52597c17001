import { Button } from '@mantine/core';
import { useState, type Key, type ReactNode } from 'react';
import { Card } from './Card.js';
import { useUi } from './useUi.js';
import classes from './VersionsCard.module.css';

interface VersionsCardProps<Version> {
  name: string;
  /** The latest first. */
  versions: readonly [Version, ...Version[]];
  keyOf: (version: Version) => Key;
  children: (version: Version) => ReactNode;
  /** How the next version is made; absent for who may not. */
  edit?: { act: string; ariaLabel: string; dialog: (latest: Version, close: () => void) => ReactNode } | false;
}

/** What an agency keeps in versions: the latest, the others folded. */
export function VersionsCard<Version>({ name, versions, keyOf, children, edit }: VersionsCardProps<Version>) {
  const t = useUi();
  const [editing, setEditing] = useState(false);
  const [latest, ...others] = versions;
  return (
    <Card
      title={name}
      aside={
        edit && (
          <Button variant="default" aria-label={edit.ariaLabel} onClick={() => setEditing(true)}>
            {edit.act}
          </Button>
        )
      }
    >
      <div className={classes.stack}>
        {children(latest)}
        {others.length > 0 && (
          <details className={classes.fold}>
            <summary>{t('versions.others', { count: others.length })}</summary>
            <div className={classes.stack}>
              {others.map((version) => (
                <div key={keyOf(version)}>{children(version)}</div>
              ))}
            </div>
          </details>
        )}
      </div>
      {editing && edit && edit.dialog(latest, () => setEditing(false))}
    </Card>
  );
}
