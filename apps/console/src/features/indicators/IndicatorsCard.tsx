import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { IndicatorFormat, type Incident } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { AddDialog } from './AddDialog.js';
import { downloadIndicators } from './downloadIndicators.js';
import { ImportDialog } from './ImportDialog.js';
import classes from './indicators.module.css';
import { SightingRow } from './SightingRow.js';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { useMayWrite } from './useMayWrite.js';

const formats: Record<IndicatorFormat, string> = { misp: 'MISP (JSON)', stix: 'STIX 2.1 (JSON)', csv: 'CSV' };

/** What the attacker left: defanged, each value once. */
export function IndicatorsCard({ incident }: { incident: Incident }) {
  const t = useIndicatorsTexts();
  const mayWrite = useMayWrite(incident.facilityId);
  const list = usePages('indicators', { incidentId: incident.id, limit: 20 });
  const [doing, setDoing] = useState<'add' | 'import' | null>(null);
  const close = () => setDoing(null);
  return (
    <Card title={t('title')}>
      <Loaded from={list} rows={2}>
        {({ items, total }) => (
          <div className={classes.stack}>
            {items.length === 0 ? (
              <p className={classes.soft}>{t('none')}</p>
            ) : (
              <ul className={classes.list} aria-label={t('list')}>
                {items.map((sighting) => (
                  <SightingRow key={sighting.id} sighting={sighting} incident={incident} mayWrite={mayWrite} />
                ))}
              </ul>
            )}
            {list.hasNextPage && (
              <div className={classes.buttons}>
                <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {t('more')} ({t('shown', { shown: items.length, total })})
                </Button>
              </div>
            )}
            <div className={classes.buttons} data-no-print>
              {mayWrite && (
                <>
                  <Button variant="default" onClick={() => setDoing('add')}>
                    {t('add')}
                  </Button>
                  <Button variant="default" onClick={() => setDoing('import')}>
                    {t('import')}
                  </Button>
                </>
              )}
              {items.length > 0 && <ExportMenu incidentId={incident.id} />}
            </div>
          </div>
        )}
      </Loaded>
      {doing === 'add' && <AddDialog incident={incident} onClose={close} />}
      {doing === 'import' && <ImportDialog incident={incident} onClose={close} />}
    </Card>
  );
}

function ExportMenu({ incidentId }: { incidentId: string }) {
  const t = useIndicatorsTexts();
  const fetching = useMutation<void, ApiError, IndicatorFormat>({
    mutationFn: (format) => downloadIndicators(incidentId, format),
  });
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={18} />} loading={fetching.isPending}>
            {t('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {IndicatorFormat.options.map((format) => (
            <Menu.Item key={format} onClick={() => fetching.mutate(format)}>
              {formats[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {fetching.error && <ErrorNotice error={fetching.error} />}
    </>
  );
}
