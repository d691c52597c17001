import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { paperNumber, type PaperForm, type Receipt } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import { emptyEntry, faultAt, toTyped, type Entry, type Faulty } from './entry.js';
import { FirstSide } from './FirstSide.js';
import classes from './Paper.module.css';
import { SecondSide } from './SecondSide.js';
import { usePaperTexts } from './usePaperTexts.js';

interface EntryFormProps {
  form: PaperForm;
  token: string;
  territory: string | undefined;
  onReceived: (receipt: Receipt) => void;
}

/** The sheet as it is typed: kept on this device until it is recorded. */
export function EntryForm(props: EntryFormProps) {
  const { form } = props;
  const draft = useDraft(`paper:${form.number}`, emptyEntry);
  if (!draft.ready) return <Waiting rows={5} height={72} />;
  return <Typing {...props} draft={draft} />;
}

function Typing({
  form,
  token,
  territory,
  onReceived,
  draft,
}: EntryFormProps & { draft: ReturnType<typeof useDraft<Entry>> }) {
  const t = usePaperTexts();
  const { zone } = useZone(territory);
  const element = useRef<HTMLFormElement>(null);
  const onBehalf = !facilitiesWhere(useIdentity(), 'incident.declare').some(({ id }) => id === form.facilityId);
  const [found, setFound] = useState<readonly Faulty[]>([]);
  const own = useWrite('declare', ['incidents']);
  const behalf = useWrite('recordDeclaration', ['incidents']);
  const busy = own.isPending || behalf.isPending;
  const error = own.error ?? behalf.error;
  const refused = (asApiError(error)?.body.places ?? []).flatMap(({ path = '' }) => faultAt(path));
  const wrong = [...found, ...refused];
  const entry = draft.value;

  const change = (part: Partial<Entry>) => {
    draft.set((old) => ({ ...old, ...part }));
    setFound([]);
  };
  const finish = {
    onSuccess: (receipt: Receipt) => {
      draft.clear();
      onReceived(receipt);
    },
  };
  const send = () => {
    const typed = toTyped(entry, form, { token, zone, onBehalf, now: new Date() });
    if ('wrong' in typed) {
      setFound(typed.wrong);
      // The field is found once it is painted as wrong.
      requestAnimationFrame(() => element.current?.querySelector<HTMLElement>(`[name="${typed.wrong[0]}"]`)?.focus());
    } else if ('record' in typed) behalf.mutate(typed.record, finish);
    else own.mutate(typed.submit, finish);
  };

  const side = { entry, change, wrong, zone, busy };
  return (
    <form
      ref={element}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) send();
      }}
    >
      {onBehalf && <Notice>{t('onBehalf')}</Notice>}
      {draft.restored && (
        <Notice
          actions={
            <Button variant="default" disabled={busy} onClick={() => draft.clear()}>
              {t('startOver')}
            </Button>
          }
        >
          <p>{t('restored')}</p>
        </Notice>
      )}
      <FirstSide {...side} />
      <SecondSide {...side} onBehalf={onBehalf} />
      <p className={classes.soft}>{t('duties')}</p>
      {error && <ErrorNotice error={error} />}
      {wrong.length > 0 && (
        <p className={classes.wrong} role="alert">
          {t('missing', { count: wrong.length })}
        </p>
      )}
      <div className={classes.bar}>
        <KeptMark state={busy ? 'sending' : draft.state} />
        <Button type="submit" size="lg" loading={busy}>
          {t('send', { number: paperNumber(form.number) })}
        </Button>
      </div>
    </form>
  );
}
