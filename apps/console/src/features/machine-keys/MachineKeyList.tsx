import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { MachineKey } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { CreateKeyDialog } from './CreateKeyDialog.js';
import { KeyLine } from './KeyLine.js';
import classes from './MachineKeys.module.css';
import { RevokeKeyDialog } from './RevokeKeyDialog.js';
import { useMachineKeysTexts } from './useMachineKeysTexts.js';

/** The keys of a facility's tools; nothing for who may not see them. */
export function MachineKeyList({ facilityId }: { facilityId: string }) {
  const identity = useIdentity();
  const at = (permission: 'machine-key.read' | 'machine-key.manage') =>
    agencyMay(identity, permission) || facilitiesWhere(identity, permission).some(({ id }) => id === facilityId);
  return at('machine-key.read') ? <Keys facilityId={facilityId} mayManage={at('machine-key.manage')} /> : null;
}

function Keys({ facilityId, mayManage }: { facilityId: string; mayManage: boolean }) {
  const t = useMachineKeysTexts();
  const keys = useRead('machineKeys', { facilityId });
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<MachineKey | null>(null);
  return (
    <Card
      title={t('title')}
      aside={
        mayManage && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            {t('add')}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{t('lead', { address: `${window.location.origin}/api/machine/declarations` })}</p>
      <Loaded from={keys} rows={2} height={72}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>{t('none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((key) => (
                <KeyLine key={key.id} of={key} onRevoke={mayManage ? () => setRevoking(key) : null} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {creating && <CreateKeyDialog facilityId={facilityId} onClose={() => setCreating(false)} />}
      {revoking && <RevokeKeyDialog of={revoking} onClose={() => setRevoking(null)} />}
    </Card>
  );
}
