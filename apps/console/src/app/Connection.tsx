import { IconAccessPoint, IconAccessPointOff } from '@tabler/icons-react';
import { useLocale } from '../shared/i18n/texts.js';
import { useLive } from '../shared/live/live.js';
import { useOnline } from '../shared/live/useOnline.js';
import { clockText } from '../shared/time/format.js';
import { useZone } from '../shared/time/TerritoryZones.js';
import { useNow } from '../shared/time/useNow.js';
import { Notice } from '../shared/ui/Notice.js';
import classes from './Connection.module.css';
import { useShellTexts } from './useShellTexts.js';

/** Whether what is on the screen is live. */
export function ConnectionMark() {
  const t = useShellTexts();
  const { state } = useLive();
  const Icon = state === 'offline' ? IconAccessPointOff : IconAccessPoint;
  return (
    <span className={classes.mark} data-state={state} role="status">
      <Icon size={20} aria-hidden="true" />
      <span>{t(`live.${state}`)}</span>
    </span>
  );
}

/** Says since when nothing new has come in. */
export function ConnectionBanner() {
  const t = useShellTexts();
  const { state, lastAt } = useLive();
  const online = useOnline();
  const locale = useLocale();
  const { zone } = useZone();
  const now = useNow();
  if (state !== 'offline' && online) return null;
  return (
    <div className={classes.banner} data-no-print>
      <Notice tone="warning" spoken>
        {lastAt ? t('offlineSince', { time: clockText(lastAt, zone, locale, now) }) : t('offlineNow')}
      </Notice>
    </div>
  );
}
