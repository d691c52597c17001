import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { SamuLink } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useConfiguration, useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { ExerciseMark } from '../../shared/ui/marks.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { RegionTabs } from '../region/RegionTabs.js';
import classes from './care.module.css';
import { LinkDialog } from './LinkDialog.js';
import { useCareTexts } from './useCareTexts.js';

/** Links through which the ambulance service sees the board. */
export function SamuLinksPage() {
  const t = useCareTexts();
  const mayManage = agencyMay(useIdentity(), 'samu-link.manage');
  const links = useRead('samuLinks', {});
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<SamuLink | null>(null);
  return (
    <Page
      title={t('links.title')}
      lead={t('links.lead')}
      actions={
        mayManage && (
          <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setMaking(true)}>
            {t('links.make')}
          </Button>
        )
      }
    >
      <RegionTabs />
      <Card>
        <Loaded from={links} rows={2} height={88}>
          {({ items }) =>
            items.length === 0 ? (
              <p className={classes.soft}>{t('links.none')}</p>
            ) : (
              <ul className={classes.list}>
                {items.map((link) => (
                  <Line key={link.id} of={link} onRevoke={mayManage ? () => setEnding(link) : null} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
      {making && <LinkDialog onClose={() => setMaking(false)} />}
      {ending && <RevokeDialog of={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Line({ of: link, onRevoke }: { of: SamuLink; onRevoke: (() => void) | null }) {
  const t = useCareTexts();
  const w = useWords();
  const now = useNow();
  const { territories } = useConfiguration();
  const state = link.revokedAt !== null ? 'revoked' : new Date(link.expiresAt) <= now ? 'expired' : 'active';
  const named = link.territories.map((code) => territories.find((one) => one.code === code)?.name ?? code);
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        <span className={classes.inline}>
          <strong>{link.label}</strong>
          <span className={classes.stale}>{t(`links.state.${state}`)}</span>
          <ExerciseMark kind={link.kind} />
        </span>
        {state === 'active' && onRevoke && (
          <Button variant="default" aria-label={t('links.revokeOf', { label: link.label })} onClick={onRevoke}>
            {t('links.revoke')}
          </Button>
        )}
      </div>
      <Facts>
        <Fact label={t('links.territories')}>{named.join(', ')}</Fact>
        <Fact label={t('links.services')}>
          {link.services.map((service) => w(`careService.${service}`)).join(', ') || t('links.every')}
        </Fact>
        <Fact label={t(state === 'revoked' ? 'links.revoked' : 'links.expires')}>
          <Moment at={link.revokedAt ?? link.expiresAt} />
        </Fact>
        <Fact label={t('links.used')}>
          {link.lastUsedAt ? (
            <>
              <Moment at={link.lastUsedAt} /> ({t('links.usedHour')})
            </>
          ) : (
            t('links.never')
          )}
        </Fact>
      </Facts>
    </li>
  );
}

function RevokeDialog({ of: { id, label }, onClose }: { of: SamuLink; onClose: () => void }) {
  const t = useCareTexts();
  const revoke = useWrite('revokeSamuLink', ['samuLinks']);
  return (
    <ConfirmDialog
      opened
      danger
      title={t('links.revokeTitle', { label })}
      act={t('links.revokeAct')}
      busy={revoke.isPending}
      error={revoke.error}
      onAct={() => revoke.mutate({ linkId: id }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('links.revokeText')}</p>
    </ConfirmDialog>
  );
}
