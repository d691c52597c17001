import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { Incident, Sighting } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { TlpMark } from '../../shared/ui/marks.js';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { Flags, Value, shownValue } from './Value.js';
import { WithdrawDialog } from './WithdrawDialog.js';

interface SightingRowProps {
  sighting: Sighting;
  incident: Pick<Incident, 'id' | 'territory'>;
  mayWrite: boolean;
}

export function SightingRow({ sighting, incident, mayWrite }: SightingRowProps) {
  const t = useIndicatorsTexts();
  const { type, flags, tlp, note, forDetection, source, side, recordedAt, withdrawn } = sighting;
  const restore = useWrite('restoreIndicator', ['indicators', 'journal', 'searchIndicators']);
  const [withdrawing, setWithdrawing] = useState(false);
  const mayChange = useMayChange(side) && mayWrite;
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <span className={classes.named}>
          <span className={classes.type}>{t(`type.${type}`)}</span>
          <Value of={sighting} struck={withdrawn !== null} />
          <Flags flags={flags} />
        </span>
        <span className={classes.facts}>
          <TlpMark tlp={tlp} />
          {forDetection && <span>{t('detection')}</span>}
          <span>
            {t(`by.${side}`)}, {t(`source.${source}`)}
          </span>
          <Moment at={recordedAt} territory={incident.territory} />
        </span>
        {note && <span className={classes.soft}>{note}</span>}
        {withdrawn && <span>{t('withdrawnBecause', { reason: withdrawn.reason })}</span>}
        {restore.error && <ErrorNotice error={restore.error} />}
      </div>
      <RowMenu
        sighting={sighting}
        onWithdraw={mayChange && !withdrawn ? () => setWithdrawing(true) : null}
        onRestore={
          mayChange && withdrawn
            ? () =>
                restore.mutate(
                  { incidentId: incident.id, sightingId: sighting.id, version: sighting.version },
                  { onSuccess: () => notifications.show({ message: t('restored'), color: 'teal' }) },
                )
            : null
        }
      />
      {withdrawing && <WithdrawDialog sighting={sighting} onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

/** What the agency has added is the agency's to take back. */
function useMayChange(side: Sighting['side']): boolean {
  return agencyMay(useIdentity(), 'indicator.write') || side === 'facility';
}

interface RowMenuProps {
  sighting: Sighting;
  onWithdraw: (() => void) | null;
  onRestore: (() => void) | null;
}

function RowMenu({ sighting, onWithdraw, onRestore }: RowMenuProps) {
  const t = useIndicatorsTexts();
  const copy = (text: string, message: string, color: string) => {
    // Without TLS a browser has no clipboard for a page.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => notifications.show({ message, color }),
      () => notifications.show({ message: t('notCopied'), color: 'red' }),
    );
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="xl" aria-label={t('actions', { value: shownValue(sighting) })}>
          <IconDots size={20} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy(shownValue(sighting), t('copied'), 'teal')}>{t('copy')}</Menu.Item>
        <Menu.Item onClick={() => copy(sighting.value, t('copiedRaw'), 'orange')}>{t('copyRaw')}</Menu.Item>
        {onWithdraw && <Menu.Item onClick={onWithdraw}>{t('withdraw')}</Menu.Item>}
        {onRestore && <Menu.Item onClick={onRestore}>{t('restore')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
