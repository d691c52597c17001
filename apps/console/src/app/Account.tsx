import { useState } from 'react';
import { later } from '../shared/ui/later.js';
import { standing } from '../shared/ui/standing.js';
import { AccountButton } from './AccountButton.js';

interface MenuProps {
  opened: boolean;
  onPress: () => void;
}

const load = async () => (await import('./AccountMenu.js')).AccountMenu;
const fallback = ({ onPress }: MenuProps) => <AccountButton onClick={onPress} aria-haspopup="menu" />;
const MenuInTime = later<MenuProps>(load, { fallback, after: standing });
const MenuAtOnce = later<MenuProps>(load, { fallback });

/** The account's button at once; its menu when the page stands, or when somebody presses before. */
export function Account() {
  const [pressed, setPressed] = useState(false);
  const Menu = pressed ? MenuAtOnce : MenuInTime;
  return <Menu opened={pressed} onPress={() => setPressed(true)} />;
}
