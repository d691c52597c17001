import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { NavLink } from 'react-router';
import { useIdentity } from '../shared/session/session.js';
import classes from './BottomBar.module.css';
import { placesOf, type Place } from './places.js';
import { later } from '../shared/ui/later.js';
import { useShellTexts } from './useShellTexts.js';
import { useWaiting } from './useWaiting.js';
import { WaitingCount } from './WaitingCount.js';

const ROOM = 5;

const Drawer = later(async () => (await import('./MoreDrawer.js')).MoreDrawer);

/** The same places under the thumb. */
export function BottomBar() {
  const t = useShellTexts();
  const identity = useIdentity();
  const waiting = useWaiting(identity);
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState(false);
  const open = () => {
    setAsked(true);
    setOpened(true);
  };
  const all = placesOf(identity);
  const shown = all.length > ROOM ? all.slice(0, ROOM - 1) : all;
  const rest = all.slice(shown.length);

  const item = ({ name, to, icon: PlaceIcon }: Place) => (
    <li key={name}>
      <NavLink to={to} className={name === 'declare' ? classes.declare : classes.link} onClick={() => setOpened(false)}>
        <PlaceIcon size={24} stroke={1.7} aria-hidden="true" />
        <span>{t(`short.${name}`)}</span>
        <span className={classes.badge}>
          <WaitingCount count={waiting[name]} />
        </span>
      </NavLink>
    </li>
  );

  return (
    <nav aria-label={t('navigation')} className={classes.bar}>
      <ul className={classes.list}>
        {shown.map(item)}
        {rest.length > 0 && (
          <li>
            <button type="button" className={classes.link} aria-expanded={opened} onClick={open}>
              <IconDots size={24} stroke={1.7} aria-hidden="true" />
              <span>{t('more')}</span>
            </button>
          </li>
        )}
      </ul>
      {asked && (
        <Drawer opened={opened} onClose={() => setOpened(false)}>
          <ul className={classes.rest}>{rest.map(item)}</ul>
        </Drawer>
      )}
    </nav>
  );
}
