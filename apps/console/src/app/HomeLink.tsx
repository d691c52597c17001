import { Link } from 'react-router';
import { Brand } from '../shared/ui/Logo.js';
import classes from './Shell.module.css';

export function HomeLink() {
  return (
    <Link to="/" className={classes.home}>
      <Brand />
    </Link>
  );
}
