import { Autocomplete, Checkbox, MultiSelect, NativeSelect } from '@mantine/core';
import { Tlp } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import type { EntryOptions } from './options.js';
import classes from './Room.module.css';
import { useRoomTexts } from './useRoomTexts.js';

interface RoomOptionsProps {
  value: EntryOptions;
  disabled: boolean;
  /** Those that the room has used so far. */
  topics: readonly string[];
  onChange: (part: Partial<EntryOptions>) => void;
}

/** What an entry is about, whether it is a decision, how far it may go, and who has to read it. */
export function RoomOptions({ value, disabled, topics, onChange }: RoomOptionsProps) {
  const t = useRoomTexts();
  return (
    <fieldset className={classes.options} disabled={disabled}>
      <Autocomplete
        label={t('options.topic')}
        placeholder={t('options.topicHint')}
        data={[...topics]}
        maxLength={60}
        value={value.topic}
        onChange={(topic) => onChange({ topic })}
      />
      <NativeSelect
        label={t('options.tlp')}
        value={value.tlp ?? ''}
        data={[
          { value: '', label: t('options.tlpIncident') },
          ...Tlp.options.map((tlp) => ({ value: tlp, label: tlpLabel(tlp) })),
        ]}
        onChange={(event) => {
          const chosen = Tlp.safeParse(event.currentTarget.value);
          onChange({ tlp: chosen.success ? chosen.data : null });
        }}
      />
      <Mentions value={value.mentions} disabled={disabled} onChange={(mentions) => onChange({ mentions })} />
      <Checkbox
        label={t('options.decision')}
        checked={value.type === 'decision'}
        onChange={(event) => onChange({ type: event.currentTarget.checked ? 'decision' : 'note' })}
      />
    </fieldset>
  );
}

interface MentionsProps {
  value: readonly string[];
  disabled: boolean;
  onChange: (value: string[]) => void;
}

/** The agency's people; a facility's know no list of names. */
function Mentions({ value, disabled, onChange }: MentionsProps) {
  const t = useRoomTexts();
  const identity = useIdentity();
  const mayRead = agencyMay(identity, 'people.read');
  const { data } = useRead('people', { limit: 500 }, { enabled: mayRead, staleMs: 600_000 });
  if (!mayRead) return null;
  const people = data?.items.filter(({ id, agencyRoles }) => agencyRoles.length > 0 && id !== identity.personId) ?? [];
  return (
    <MultiSelect
      label={t('options.mentions')}
      description={t('options.mentionsHint')}
      searchable
      clearable
      maxValues={20}
      disabled={disabled}
      nothingFoundMessage={t('options.mentionsNone')}
      data={people.map(({ id, displayName }) => ({ value: id, label: displayName }))}
      value={[...value]}
      onChange={onChange}
    />
  );
}
