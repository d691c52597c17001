import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';

/** The way to a facility's webhooks; nothing for who may not see them. */
export function WebhooksCard({ facilityId }: { facilityId: string }) {
  const t = useWebhooksTexts();
  const identity = useIdentity();
  const may =
    agencyMay(identity, 'webhook.read') ||
    facilitiesWhere(identity, 'webhook.read').some(({ id }) => id === facilityId);
  if (!may) return null;
  return (
    <Card title={t('card.title')}>
      <p>{t('card.text')}</p>
      <Button component={Link} to={`/webhooks/${facilityId}`} variant="default">
        {t('card.open')}
      </Button>
    </Card>
  );
}
