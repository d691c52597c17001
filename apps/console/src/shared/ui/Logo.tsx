import { useConfiguration } from '../session/session.js';
import classes from './Logo.module.css';

/** A watch-house: a roof, an eye under it, the horizon. The agency may put its own image. */
function Logo({ size = 32 }: { size?: number }) {
  const { logo } = useConfiguration();
  if (logo) return <img src={logo} alt="" width={size} height={size} className={classes.image} />;
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className={classes.logo}>
      <rect width="32" height="32" rx="8" className={classes.ground} />
      <path d="M6 19.5 16 8l10 11.5M9 25.5h14" className={classes.line} />
      <circle cx="16" cy="19" r="3.4" className={classes.eye} />
    </svg>
  );
}

/** Logo, product and agency, as the head of a page. */
export function Brand() {
  const { productName, agencyName } = useConfiguration();
  return (
    <span className={classes.brand}>
      <Logo />
      <span className={classes.names}>
        <span className={classes.product}>{productName}</span>
        {agencyName && <span className={classes.agency}>{agencyName}</span>}
      </span>
    </span>
  );
}
