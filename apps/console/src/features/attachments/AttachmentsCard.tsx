import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import type { Incident } from '#libs/contracts';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { AttachDialog } from './AttachDialog.js';
import { AttachmentRow } from './AttachmentRow.js';
import classes from './attachments.module.css';
import { SendingRow } from './SendingRow.js';
import { UnfinishedRow } from './UnfinishedRow.js';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { useMay } from './useMay.js';
import { useSendings } from './useSendings.js';

/** The files of an incident, those on their way first. */
export function AttachmentsCard({ incident }: { incident: Incident }) {
  const t = useAttachmentsTexts();
  const mayWrite = useMay('attachment.write', incident.facilityId);
  const list = usePages('attachments', { incidentId: incident.id, limit: 20 });
  const sendings = useSendings(incident.id);
  const [adding, setAdding] = useState(false);
  const onTheirWay = new Set(sendings.map(({ id }) => id));
  return (
    <Card title={t('title')}>
      <Loaded from={list} rows={2}>
        {({ items, total }) => {
          const here = items.filter(({ id }) => !onTheirWay.has(id));
          return (
            <div className={classes.stack}>
              {here.length + sendings.length === 0 ? (
                <p className={classes.soft}>{t('none')}</p>
              ) : (
                <ul className={classes.list} aria-label={t('list')}>
                  {sendings.map((sending) => (
                    <SendingRow key={sending.id} sending={sending} />
                  ))}
                  {here.map((attachment) =>
                    attachment.state === 'uploading' ? (
                      <UnfinishedRow key={attachment.id} attachment={attachment} />
                    ) : (
                      <AttachmentRow key={attachment.id} attachment={attachment} territory={incident.territory} />
                    ),
                  )}
                </ul>
              )}
              <div className={classes.buttons} data-no-print>
                {list.hasNextPage && (
                  <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {t('more')} ({t('shown', { shown: items.length, total })})
                  </Button>
                )}
                {mayWrite && (
                  <Button
                    variant="default"
                    leftSection={<IconPaperclip size={18} aria-hidden="true" />}
                    onClick={() => setAdding(true)}
                  >
                    {t('add')}
                  </Button>
                )}
              </div>
              {adding && <AttachDialog incident={incident} onClose={() => setAdding(false)} />}
            </div>
          );
        }}
      </Loaded>
    </Card>
  );
}
