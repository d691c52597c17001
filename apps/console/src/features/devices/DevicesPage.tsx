import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Device } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { ownDevice } from '../../shared/device/device.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './Devices.module.css';
import { useDevicesTexts } from './useDevicesTexts.js';

/** The telephones and computers that may sign for this person. */
export function DevicesPage() {
  const t = useDevicesTexts();
  const { personId } = useIdentity();
  const devices = useRead('devices', {});
  const revoke = useWrite('revokeDevice', ['devices']);
  const [leaving, setLeaving] = useState<Device | null>(null);
  const ownId = useOwnId(personId);
  const remove = (device: Device) =>
    revoke.mutate(
      { deviceId: device.id },
      {
        onSuccess: () => setLeaving(null),
      },
    );
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Card title={t('list')}>
        <Loaded from={devices} rows={2} height={88}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
            ) : (
              <ul className={classes.list}>
                {items.map((device) => (
                  <Line key={device.id} device={device} own={device.id === ownId} onRemove={setLeaving} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
      <ConfirmDialog
        opened={leaving !== null}
        title={t('removeTitle')}
        act={t('removeNamed', { label: leaving?.label ?? '' })}
        danger
        busy={revoke.isPending}
        error={revoke.error}
        onClose={() => setLeaving(null)}
        onAct={() => leaving && remove(leaving)}
      >
        <p className={classes.plain}>{t('removeText', { label: leaving?.label ?? '' })}</p>
      </ConfirmDialog>
    </Page>
  );
}

interface LineProps {
  device: Device;
  own: boolean;
  onRemove: (device: Device) => void;
}

function Line({ device, own, onRemove }: LineProps) {
  const t = useDevicesTexts();
  const { label, enrolledAt, expiresAt } = device;
  return (
    <li className={classes.device}>
      <div>
        <p className={classes.name}>
          {label}
          {own && <span className={classes.own}>{t('own')}</span>}
        </p>
        <Facts>
          <Fact label={t('enrolled')}>
            <Moment at={enrolledAt} />
          </Fact>
          <Fact label={t('expires')}>
            <Moment at={expiresAt} form="clocks" />
          </Fact>
        </Facts>
      </div>
      {own ? (
        <p className={classes.plain}>{t('ownHelp')}</p>
      ) : (
        <Button variant="default" aria-label={t('removeNamed', { label })} onClick={() => onRemove(device)}>
          {t('remove')}
        </Button>
      )}
    </li>
  );
}

function useOwnId(personId: string): string | undefined {
  const [id, setId] = useState<string>();
  useEffect(() => {
    void ownDevice(personId).then((device) => setId(device?.id));
  }, [personId]);
  return id;
}
