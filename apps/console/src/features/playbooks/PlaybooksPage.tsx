import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PlaybookVersion } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Page } from '../../shared/ui/Page.js';
import { PlaybookCard } from './PlaybookCard.js';
import { PlaybookDialog } from './PlaybookDialog.js';
import classes from './playbooks.module.css';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

/** What is to be done in each kind of crisis, to be read, adapted and added to. */
export function PlaybooksPage() {
  const t = usePlaybooksTexts();
  const playbooks = useRead('playbooks', {});
  const mayManage = agencyMay(useIdentity(), 'playbook.manage');
  const [beginning, setBeginning] = useState(false);
  return (
    <LoadedPage from={playbooks} title={t('title')} back={{ to: '/incidents', label: t('title') }}>
      {({ items }) => (
        <Page
          title={t('title')}
          lead={t('lead')}
          actions={
            mayManage && (
              <Button variant="default" onClick={() => setBeginning(true)}>
                {t('begin')}
              </Button>
            )
          }
        >
          {beginning && <PlaybookDialog playbook={null} onClose={() => setBeginning(false)} />}
          <div className={classes.stack}>
            {[...Map.groupBy(items, ({ code }) => code)].map(([code, versions]) => (
              <PlaybookCard key={code} versions={versions.toReversed() as [PlaybookVersion, ...PlaybookVersion[]]} />
            ))}
          </div>
        </Page>
      )}
    </LoadedPage>
  );
}
