import classes from './Room.module.css';
import { useRoomTexts } from './useRoomTexts.js';

/** What stands above came since the reader's last visit. */
export function Since() {
  const t = useRoomTexts();
  return <p className={classes.since}>{t('since')}</p>;
}
