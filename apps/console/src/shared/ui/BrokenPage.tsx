import { Button } from '@mantine/core';
import { ErrorNotice } from './ErrorNotice.js';
import { Page } from './Page.js';
import { useUi } from './useUi.js';

/** A page that broke while it was drawn, or whose files did not arrive. */
export function BrokenPage({ error }: { error: unknown }) {
  const t = useUi();
  return (
    <Page title={t('error.pageTitle')} width="narrow">
      <ErrorNotice error={error} />
      <div>
        <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
      </div>
    </Page>
  );
}
