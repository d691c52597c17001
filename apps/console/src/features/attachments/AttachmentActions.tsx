import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Attachment } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Notice } from '../../shared/ui/Notice.js';
import { FetchDialog, KeepDialog, type Keeping } from './KeepDialogs.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { useFetching } from './useFetching.js';
import { useMay } from './useMay.js';

/** What can be done with a file, by whom. */
export function AttachmentActions({ attachment, facilityId }: { attachment: Attachment; facilityId: string }) {
  const t = useAttachmentsTexts();
  const identity = useIdentity();
  const [doing, setDoing] = useState<'fetch' | Keeping | null>(null);
  const { id: attachmentId, incidentId, state, verdict, sealedAt } = attachment;
  const one = { incidentId, attachmentId };
  const { fetchIt, isPending, error } = useFetching({ incidentId }, attachmentId);
  const verify = useWrite('verifyAttachment', ['attachment']);
  const mayFetch = useMay('attachment.fetch', facilityId);
  const isAgency = agencyMay(identity, 'attachment.fetch');
  const mayKeep = agencyMay(identity, 'attachment.keep');
  if (state !== 'stored' || !mayFetch) return null;
  if (verdict === 'unscanned' && !isAgency) return <Notice>{t('page.facilityWaits')}</Notice>;
  if (verdict !== 'clean' && !isAgency) return <Notice tone="warning">{t('page.facilityCannot')}</Notice>;
  const check = () =>
    verify.mutate(one, {
      onSuccess: ({ intact }) =>
        notifications.show({
          message: t(intact ? 'page.intact' : 'page.damaged'),
          color: intact ? 'teal' : 'red',
          autoClose: intact ? 6_000 : false,
        }),
    });
  return (
    <>
      <Button
        leftSection={<IconDownload size={18} aria-hidden="true" />}
        variant={verdict === 'clean' ? 'filled' : 'default'}
        loading={isPending}
        onClick={() => (verdict === 'clean' ? fetchIt(null) : setDoing('fetch'))}
      >
        {t('page.fetch')}
      </Button>
      <Button variant="default" loading={verify.isPending} onClick={check}>
        {t('page.verify')}
      </Button>
      {mayKeep && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={18} />}>
              {t('page.otherActions')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDoing('handOver')}>{t('page.handOver')}</Menu.Item>
            {!sealedAt && <Menu.Item onClick={() => setDoing('seal')}>{t('page.seal')}</Menu.Item>}
            {!sealedAt && <Menu.Item onClick={() => setDoing('destroy')}>{t('page.destroy')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {(error ?? verify.error) && <ErrorNotice error={error ?? verify.error} />}
      {doing === 'fetch' && <FetchDialog place={{ incidentId }} file={attachment} onClose={() => setDoing(null)} />}
      {doing !== null && doing !== 'fetch' && (
        <KeepDialog attachment={attachment} doing={doing} onClose={() => setDoing(null)} />
      )}
    </>
  );
}
