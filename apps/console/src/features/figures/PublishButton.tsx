import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { SETTLING_DAYS } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { useFiguresTexts } from './useFiguresTexts.js';

/** Publishes what is due, after saying that it stays. */
export function PublishButton() {
  const t = useFiguresTexts();
  const known = useRead('publishedFigures', {});
  const publish = useWrite('publishFigures', ['publishedFigures']);
  const [asking, setAsking] = useState(false);
  const act = () =>
    publish.mutate(
      {},
      {
        onSuccess: ({ items }) => {
          const count = items.length - (known.data?.items.length ?? 0);
          notifications.show({ message: count > 0 ? t('published.done', { count }) : t('published.nothing') });
          setAsking(false);
        },
      },
    );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('published.publish')}</Button>
      <ConfirmDialog
        opened={asking}
        title={t('published.publish')}
        act={t('published.publish')}
        busy={publish.isPending}
        error={publish.error}
        onAct={act}
        onClose={() => setAsking(false)}
      >
        <p>{t('published.publishText', { days: SETTLING_DAYS })}</p>
        <p>{t('published.publishWait')}</p>
      </ConfirmDialog>
    </>
  );
}
