import { Modal, NativeSelect, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { PlaybookVersion } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './tasks.module.css';
import { useTasksTexts } from './useTasksTexts.js';

interface ChoosePlaybookProps {
  /** Of what it is started on. */
  reference: string;
  /** Playbooks that are under way there. */
  underWay: readonly string[];
  /** What the chosen one would create, and what starts it. */
  children: (chosen: PlaybookVersion) => ReactNode;
  onClose: () => void;
}

/** Asks which playbook to start, in its latest version. */
export function ChoosePlaybook({ reference, onClose, ...props }: ChoosePlaybookProps) {
  const t = useTasksTexts();
  const playbooks = useRead('playbooks', {});
  return (
    <Modal opened onClose={onClose} size="xl" title={t('startDialog.title', { reference })}>
      <Loaded from={playbooks} rows={6}>
        {({ items }) => <Choice latest={latestOf(items)} {...props} />}
      </Loaded>
    </Modal>
  );
}

const latestOf = (items: readonly PlaybookVersion[]): PlaybookVersion[] =>
  [...Map.groupBy(items, ({ code }) => code).values()].flatMap((versions) => versions.at(-1) ?? []);

interface ChoiceProps extends Pick<ChoosePlaybookProps, 'underWay' | 'children'> {
  latest: readonly PlaybookVersion[];
}

function Choice({ latest, underWay, children }: ChoiceProps) {
  const t = useTasksTexts();
  const locale = useLocale();
  const [code, setCode] = useState(latest.find((one) => !underWay.includes(one.code))?.code ?? latest[0]?.code);
  const chosen = latest.find((one) => one.code === code);
  if (!chosen) return null;
  return (
    <Stack>
      <NativeSelect
        label={t('startDialog.which')}
        data={latest
          .map((one) => ({ value: one.code, label: one.definition.name[locale] }))
          .toSorted((one, other) => one.label.localeCompare(other.label, locale))}
        value={chosen.code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p className={classes.soft}>{chosen.definition.summary[locale]}</p>
      {children(chosen)}
    </Stack>
  );
}
