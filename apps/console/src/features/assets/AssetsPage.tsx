import { Button } from '@mantine/core';
import { IconFileDownload, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import { download } from '../../shared/export/download.js';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Page } from '../../shared/ui/Page.js';
import { AssetList } from './AssetList.js';
import { useAssetsTexts } from './useAssetsTexts.js';

/** What a facility depends on. */
export function AssetsPage() {
  const t = useAssetsTexts();
  const identity = useIdentity();
  const readable = facilitiesWhere(identity, 'inventory.read');
  const imports = facilitiesWhere(identity, 'inventory.import');
  const { values, set } = useFilters(['facility', 'q']);
  const facilityId = values.facility || (readable.length === 1 ? readable[0]!.id : '');
  const exported = useMutation<{ fileName: string; csv: string }, ApiError>({
    mutationFn: () => wholeExport(facilityId),
    onSuccess: ({ fileName, csv }) => download(fileName, csv),
  });
  const upload = imports.length > 0 && (
    <Button component={Link} to="/assets/import" leftSection={<IconUpload size={20} />}>
      {t('import')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          {upload}
          {facilityId && (
            <Button
              variant="default"
              leftSection={<IconFileDownload size={20} />}
              loading={exported.isPending}
              onClick={() => exported.mutate()}
            >
              {t('exportAll')}
            </Button>
          )}
        </>
      }
    >
      {exported.error && <ErrorNotice error={exported.error} />}
      <AssetList
        facilities={readable}
        facilityId={facilityId}
        q={values.q}
        set={set}
        emptyText={t('emptyText')}
        emptyAction={upload || undefined}
      />
    </Page>
  );
}

/** The parts of the file, put together. */
async function wholeExport(facilityId: string): Promise<{ fileName: string; csv: string }> {
  const first = await call('exportAssets', { facilityId });
  let { csv, next } = first;
  while (next !== null) {
    const part = await call('exportAssets', { facilityId, cursor: next });
    csv += part.csv;
    next = part.next;
  }
  return { fileName: first.fileName, csv };
}
