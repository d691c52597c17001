import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../shared/ui/EmptyState.js';
import { Page } from '../shared/ui/Page.js';
import { useUi } from '../shared/ui/useUi.js';

export function NotFound() {
  const t = useUi();
  return (
    <Page title={t('error.notFoundTitle')} width="narrow">
      <EmptyState
        title={t('error.notFoundTitle')}
        action={
          <Button component={Link} to="/">
            {t('error.home')}
          </Button>
        }
      >
        <p>{t('error.notFound')}</p>
      </EmptyState>
    </Page>
  );
}
