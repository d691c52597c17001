import { IconAccessPoint, IconAccessPointOff } from '@tabler/icons-react';
import { useLive } from '../shared/live/live.js';
import { useOnline } from '../shared/live/useOnline.js';
import classes from './Connection.module.css';
import { useShellTexts } from './useShellTexts.js';

/** Whether what is on the screen is live; without a network it is not, whatever the line still hopes. */
export function useConnection() {
  const { state, lastAt } = useLive();
  const online = useOnline();
  return { state: online ? state : 'offline', lastAt } as const;
}

export function ConnectionMark() {
  const t = useShellTexts();
  const { state } = useConnection();
  const Icon = state === 'offline' ? IconAccessPointOff : IconAccessPoint;
  return (
    <span className={classes.mark} data-state={state} role="status">
      <Icon size={20} aria-hidden="true" />
      <span className={classes.word}>{t(`live.${state}`)}</span>
    </span>
  );
}
