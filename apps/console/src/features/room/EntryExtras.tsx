import { Button, Modal } from '@mantine/core';
import { IconPencil, IconPin, IconPinnedOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { RoomEntry } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { EditForm } from './EditForm.js';
import classes from './Room.module.css';
import { useRoomTexts } from './useRoomTexts.js';

interface ExtrasProps {
  entry: RoomEntry;
  territory: string;
}

/** What was said beside the text: its topic, how far it may go, to whom it was said, and that it was worded anew. */
export function EntryExtras({ entry, territory }: ExtrasProps) {
  const t = useRoomTexts();
  const nameOf = usePersonName();
  const [opened, setOpened] = useState(false);
  const { topic, tlp, mentions, editedAt } = entry;
  if (!topic && !tlp && mentions.length === 0 && editedAt === null) return null;
  return (
    <p className={classes.extras}>
      {topic && <span className={classes.topic}>{topic}</span>}
      {tlp && <TlpMark tlp={tlp} />}
      {mentions.length > 0 && <span>{t('entry.to', { names: mentions.map(nameOf).join(', ') })}</span>}
      {editedAt !== null && (
        <span className={classes.edited}>
          {t('entry.edited')} <Moment at={editedAt} territory={territory} />{' '}
          <button type="button" className={classes.link} onClick={() => setOpened(true)}>
            {t('entry.history')}
          </button>
        </span>
      )}
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('history.title')} size="lg">
        {opened && <History entry={entry} territory={territory} />}
      </Modal>
    </p>
  );
}

function History({ entry: { id, incidentId }, territory }: ExtrasProps) {
  const t = useRoomTexts();
  const wordings = useRead('journalHistory', { incidentId, entryId: id });
  return (
    <Loaded from={wordings} rows={3}>
      {({ items }) => (
        <ol className={classes.wordings}>
          {items.toReversed().map((wording) => (
            <li key={wording.id}>
              <p className={classes.soft}>
                {wording.id === id && `${t('history.first')} · `}
                <Moment at={wording.at} territory={territory} />
              </p>
              <p className={classes.text}>{wording.text}</p>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

/** One may reword what one wrote; the agency pins what everybody must have before their eyes. */
export function EntryActions({ entry }: { entry: RoomEntry }) {
  const t = useRoomTexts();
  const identity = useIdentity();
  const [opened, setOpened] = useState(false);
  const pin = useWrite('pinJournal', ['journal', 'pinnedJournal']);
  const { id: entryId, incidentId, authorId, type, pinned } = entry;
  const isWritten = type === 'note' || type === 'decision';
  const mayEdit = isWritten && authorId === identity.personId;
  const mayPin = isWritten && agencyMay(identity, 'incident.triage');
  if (!mayEdit && !mayPin) return null;
  const Pin = pinned ? IconPinnedOff : IconPin;
  return (
    <div className={classes.actions} data-no-print>
      {mayEdit && (
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPencil size={18} aria-hidden="true" />}
          onClick={() => setOpened(true)}
        >
          {t('entry.edit')}
        </Button>
      )}
      {mayPin && (
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<Pin size={18} aria-hidden="true" />}
          loading={pin.isPending}
          onClick={() => pin.mutate({ incidentId, entryId, pinned: !pinned })}
        >
          {pinned ? t('entry.unpin') : t('entry.pin')}
        </Button>
      )}
      {pin.error && <ErrorNotice error={pin.error} />}
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('edit.title')} size="lg">
        {opened && <EditForm entry={entry} onClose={() => setOpened(false)} />}
      </Modal>
    </div>
  );
}
