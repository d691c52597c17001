import { NavLink } from 'react-router';
import classes from './NavTabs.module.css';

/** Pages that belong together, as tabs that are links: each has its own address. */
export function NavTabs({ label, tabs }: { label: string; tabs: readonly { to: string; label: string }[] }) {
  return (
    <nav aria-label={label} className={classes.tabs} data-no-print>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end className={classes.tab}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
