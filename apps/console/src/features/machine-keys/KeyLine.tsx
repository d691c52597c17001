import { Button } from '@mantine/core';
import type { MachineKey } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { keyState } from './keyState.js';
import classes from './MachineKeys.module.css';
import { useMachineKeysTexts } from './useMachineKeysTexts.js';

/** One key: what it is called, whether it still works, and when it was last seen. */
export function KeyLine({ of: key, onRevoke }: { of: MachineKey; onRevoke: (() => void) | null }) {
  const t = useMachineKeysTexts();
  const state = keyState(key, useNow());
  const contacts = useRead('contacts', { facilityId: key.facilityId });
  const contact = contacts.data?.items.find(({ id }) => id === key.contactId);
  const ended = state === 'revoked' || state === 'expired';
  return (
    <li className={classes.key} data-ended={ended || undefined}>
      <div className={classes.head}>
        <span>
          <strong>{key.name}</strong>{' '}
          <span className={classes.state} data-state={state}>
            {t(`state.${state}`)}
          </span>
        </span>
        {!ended && onRevoke && (
          <Button variant="subtle" onClick={onRevoke} aria-label={t('revoke.of', { name: key.name })}>
            {t('revoke.open')}
          </Button>
        )}
      </div>
      <Facts>
        <Fact label={t('facts.prefix')}>
          <code>{key.prefix}…</code>
        </Fact>
        <Fact label={t('facts.contact')}>{contact?.name}</Fact>
        <Fact label={t(state === 'revoked' ? 'facts.revoked' : ended ? 'facts.expired' : 'facts.expires')}>
          <Moment at={key.revokedAt ?? key.expiresAt} />
        </Fact>
        <Fact label={t('facts.used')}>
          {key.lastUsedAt ? (
            <>
              <Moment at={key.lastUsedAt} /> <span className={classes.soft}>({t('facts.hour')})</span>
            </>
          ) : (
            t('facts.never')
          )}
        </Fact>
      </Facts>
    </li>
  );
}
