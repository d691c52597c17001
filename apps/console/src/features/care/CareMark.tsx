import { IconAmbulance } from '@tabler/icons-react';
import type { CareStatus } from '#libs/contracts';
import classes from './care.module.css';
import { useCareTexts } from './useCareTexts.js';

const paths: Record<CareStatus, string> = {
  open: 'M-8 0 -3 6 8 -6 10 -4 -3 9.5 -10 2Z',
  degraded: 'M0 -8.5 9 7.5H-9Z',
  closed: 'M-4 -9.5H4L9.5 -4V4L4 9.5H-4L-9.5 4V-4Z',
  unknown: '',
};

/** One shape for each state, drawn around the origin: told apart without colour. What is stale has a broken ring. */
export function CareShape({ status, stale = false }: { status: CareStatus; stale?: boolean }) {
  return (
    <>
      {status === 'unknown' ? (
        <circle r="7" fill="none" stroke="currentColor" strokeWidth="2.6" strokeDasharray="3.2 3" />
      ) : (
        <path d={paths[status]} fill={stale ? 'none' : 'currentColor'} stroke="currentColor" strokeWidth="2" />
      )}
    </>
  );
}

interface CareMarkProps {
  of: { status: CareStatus; stale: boolean; transfers: boolean };
  /** The shape alone, for a cell of a wide table; the word is read out. */
  small?: boolean;
}

/** The state of a service: a shape, a word, a colour; what nobody has confirmed for long never looks as if it were certain. */
export function CareMark({ of: { status, stale, transfers }, small = false }: CareMarkProps) {
  const t = useCareTexts();
  const words = [t(`status.${status}`), stale && t('stale'), transfers && t('transfers')].filter(Boolean).join(', ');
  const icon = (
    <svg viewBox="-11 -11 22 22" width="1.1em" height="1.1em" aria-hidden="true">
      <CareShape status={status} stale={stale} />
    </svg>
  );
  if (small) {
    return (
      <span className={classes.mark} data-status={status} data-stale={stale || undefined} role="img" aria-label={words}>
        {icon}
        {transfers && <IconAmbulance size="1.1em" aria-hidden="true" />}
      </span>
    );
  }
  return (
    <span className={classes.marks}>
      <span className={classes.mark} data-status={status} data-stale={stale || undefined}>
        {icon}
        {t(`status.${status}`)}
      </span>
      {stale && <span className={classes.stale}>{t('stale')}</span>}
    </span>
  );
}
