import type { PlaybookVersion } from '#libs/contracts';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { VersionsCard } from '../../shared/ui/VersionsCard.js';
import { PlaybookDialog } from './PlaybookDialog.js';
import classes from './playbooks.module.css';
import { PlaybookTasks } from './PlaybookTasks.js';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

/** One playbook in its versions. */
export function PlaybookCard({ versions }: { versions: readonly [PlaybookVersion, ...PlaybookVersion[]] }) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const mayManage = agencyMay(useIdentity(), 'playbook.manage');
  const name = versions[0].definition.name[locale];
  return (
    <VersionsCard
      name={name}
      versions={versions}
      keyOf={({ version }) => version}
      edit={
        mayManage && {
          act: t('edit'),
          ariaLabel: t('editOf', { name }),
          dialog: (latest, close) => <PlaybookDialog playbook={latest} onClose={close} />,
        }
      }
    >
      {(version) => <Version version={version} />}
    </VersionsCard>
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
