import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { HowTo } from './HowTo.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';
import { WebhookDialog } from './WebhookDialog.js';
import { WebhookLine } from './WebhookLine.js';
import classes from './Webhooks.module.css';

/** Where the tools of a facility, or the agency's own, are told. */
export function WebhooksPage() {
  const t = useWebhooksTexts();
  const identity = useIdentity();
  const { facilityId } = useParams();
  const facility = useFacilities().get(facilityId ?? '');
  const isAgency = agencyMay(identity, 'webhook.read');
  const mayManage =
    agencyMay(identity, 'webhook.manage') ||
    facilitiesWhere(identity, 'webhook.manage').some(({ id }) => id === facilityId);
  const webhooks = useRead('webhooks', facilityId ? { facilityId } : {}, { everyMs: 30_000 });
  const [creating, setCreating] = useState(false);
  const back = isAgency ? `/directory/${facilityId}` : '/team';
  const title = facilityId ? t('ofFacility', { name: facility?.name ?? '' }) : t('ofAgency');
  const add = mayManage && (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setCreating(true)}>
      {t('add')}
    </Button>
  );
  return (
    <Page
      width="narrow"
      title={title}
      lead={
        <>
          {t('lead')} {facilityId && <Link to={back}>{t('back')}</Link>}
        </>
      }
      actions={add}
    >
      <div className={classes.stack}>
        <Loaded from={webhooks} rows={2} height={140}>
          {({ items, answerSeconds }) => (
            <>
              {items.length === 0 ? (
                <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
              ) : (
                <ul className={classes.list}>
                  {items.map((webhook) => (
                    <WebhookLine key={webhook.id} of={webhook} mayManage={mayManage} />
                  ))}
                </ul>
              )}
              <HowTo seconds={answerSeconds} />
            </>
          )}
        </Loaded>
      </div>
      {creating && <WebhookDialog facilityId={facilityId ?? null} onClose={() => setCreating(false)} />}
    </Page>
  );
}
