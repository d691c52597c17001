import { Button, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OpenDeclaration } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { announce } from '../../shared/ui/announce.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import classes from './DuplicateDialog.module.css';
import { orNull, type DeclareForm } from './form.js';
import { useDeclareTexts } from './useDeclareTexts.js';

interface DuplicateDialogProps {
  found: readonly OpenDeclaration[];
  form: DeclareForm;
  opened: boolean;
  onClose: () => void;
  /** It is something else. */
  onSend: () => void;
  /** What was typed has gone to the other declaration. */
  onJoined: () => void;
}

/** Before sending: somebody of the same facility may have declared the same thing. */
export function DuplicateDialog({ found, form, opened, onClose, onSend, onJoined }: DuplicateDialogProps) {
  const t = useDeclareTexts();
  const [noteId] = useState(() => newId());
  const navigate = useNavigate();
  const join = useWrite('joinDeclaration', ['incidents', 'incident', 'journal']);
  const contact = { name: form.contactName, phone: orNull(form.contactPhone), email: orNull(form.contactEmail) };
  const joinTo = ({ incidentId, reference }: OpenDeclaration) =>
    join.mutate(
      { id: noteId, incidentId, what: form.what, contact },
      {
        onSuccess: () => {
          onJoined();
          const path = `/incidents/${incidentId}`;
          announce({
            id: noteId,
            title: t('duplicate.joined', { reference }),
            label: t('receipt.follow'),
            mark: null,
            path,
            navigate: (to) => void navigate(to),
          });
          void navigate(path);
        },
      },
    );
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={t('duplicate.title', { count: found.length })}>
      <Stack>
        <p className={classes.plain}>{t('duplicate.text')}</p>
        <ul className={classes.list}>
          {found.map((one) => (
            <li key={one.incidentId} className={classes.item}>
              <Heading of={one} />
              <p className={classes.excerpt}>{one.excerpt}</p>
              <Button variant="default" loading={join.isPending} onClick={() => joinTo(one)}>
                {t('duplicate.join', { reference: one.reference })}
              </Button>
            </li>
          ))}
        </ul>
        {join.error && <ErrorNotice error={join.error} />}
        <Button onClick={onSend} disabled={join.isPending}>
          {t('duplicate.other')}
        </Button>
      </Stack>
    </Modal>
  );
}

function Heading({ of: { reference, recordedAt, declaredBy } }: { of: OpenDeclaration }) {
  const t = useDeclareTexts();
  const { personId } = useIdentity();
  const by = declaredBy === personId ? t('duplicate.byYou') : t('duplicate.byColleague');
  return (
    <p className={classes.heading}>
      <strong>{t('duplicate.line', { reference, by })}</strong> <Moment at={recordedAt} />
    </p>
  );
}
