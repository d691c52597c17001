import { Link, useLocation } from 'react-router';
import { useUnsent } from '../features/declare/declaring.js';
import { useLocale } from '../shared/i18n/texts.js';
import { clockText, showsParisToo } from '../shared/time/format.js';
import { useZone } from '../shared/time/TerritoryZones.js';
import { useNow } from '../shared/time/useNow.js';
import { PARIS } from '../shared/time/zones.js';
import { useConnection } from './Connection.js';
import classes from './StatusLine.module.css';
import { useShellTexts } from './useShellTexts.js';

/** In the header, where its room is kept: nothing on the page moves when it has something to say. */
export function StatusLine() {
  const t = useShellTexts();
  const { state } = useConnection();
  const elsewhere = useLocation().pathname !== '/declare';
  const unsent = useUnsent() && elsewhere;
  return (
    <div className={classes.line} role="status" data-status>
      {state === 'offline' && <Offline kept={!unsent} />}
      {unsent && (
        <Link to="/declare" className={classes.unsent}>
          {t('unsent')}
        </Link>
      )}
    </div>
  );
}

/** Since when nothing has come in, on both clocks, and that what is typed is safe. */
function Offline({ kept }: { kept: boolean }) {
  const t = useShellTexts();
  const locale = useLocale();
  const { zone } = useZone();
  const now = useNow();
  const { lastAt } = useConnection();
  const since = () => {
    if (!lastAt) return t('offline.now');
    const time = clockText(lastAt, zone, locale, now);
    if (!showsParisToo(lastAt, zone)) return t('offline.since', { time });
    return t('offline.sinceBoth', { time, paris: clockText(lastAt, PARIS, locale, now) });
  };
  return (
    <span>
      {since()} {kept && t('offline.kept')}
    </span>
  );
}
