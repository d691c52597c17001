import type { RegimeVersion } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { VersionsCard } from '../../shared/ui/VersionsCard.js';
import { RegimeDialog } from './RegimeDialog.js';
import classes from './regimes.module.css';
import { Stages } from './Stages.js';
import { useRegimesTexts } from './useRegimesTexts.js';

/** One regime in its versions. */
export function RegimeCard({ versions }: { versions: readonly [RegimeVersion, ...RegimeVersion[]] }) {
  const t = useRegimesTexts();
  const locale = useLocale();
  const mayManage = agencyMay(useIdentity(), 'regime.manage');
  const name = versions[0].definition.name[locale];
  return (
    <VersionsCard
      name={name}
      versions={versions}
      keyOf={({ version }) => version}
      edit={
        mayManage && {
          act: t('edit'),
          ariaLabel: t('editOf', { name }),
          dialog: (latest, close) => <RegimeDialog regime={latest} onClose={close} />,
        }
      }
    >
      {(version) => <Version version={version} />}
    </VersionsCard>
  );
}

function Version({ version }: { version: RegimeVersion }) {
  const t = useRegimesTexts();
  const locale = useLocale();
  const now = useNow().toISOString();
  const { validFrom, validTo, definition } = version;
  const standing = validFrom > now ? 'future' : validTo !== null && validTo <= now ? 'past' : 'current';
  return (
    <div>
      <p className={classes.head}>
        <strong>{t('version', { version: version.version })}</strong>
        <span>{t(standing)}</span>
        {definition.toConfirm && <strong>{t('toConfirm')}</strong>}
      </p>
      <p className={classes.soft}>{definition.basis[locale]}</p>
      <p className={classes.soft}>
        {t('from')} <Moment at={validFrom} form="clocks" />
        {validTo && (
          <>
            {' '}
            {t('to')} <Moment at={validTo} form="clocks" />
          </>
        )}
      </p>
      <Stages stages={definition.stages} />
    </div>
  );
}
