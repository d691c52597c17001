import { NavLink } from 'react-router';
import { useIdentity } from '../shared/session/session.js';
import { placesOf } from './places.js';
import classes from './SideBar.module.css';
import { useShellTexts } from './useShellTexts.js';
import { useWaiting } from './useWaiting.js';
import { WaitingCount } from './WaitingCount.js';

export function SideBar() {
  const t = useShellTexts();
  const identity = useIdentity();
  const waiting = useWaiting(identity);
  return (
    <nav aria-label={t('navigation')} className={classes.nav}>
      <ul className={classes.list}>
        {placesOf(identity).map(({ name, to, icon: PlaceIcon }) => (
          <li key={name}>
            <NavLink to={to} className={name === 'declare' ? classes.declare : classes.link}>
              <PlaceIcon size={22} stroke={1.8} aria-hidden="true" />
              <span className={classes.label}>{t(`place.${name}`)}</span>
              <WaitingCount count={waiting[name]} />
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
