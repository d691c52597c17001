import { Modal, Switch } from '@mantine/core';
import { useUi } from '../ui/useUi.js';
import classes from './Shortcuts.module.css';

interface ShortcutsHelpProps {
  opened: boolean;
  shortcuts: readonly { key: string; label: string }[];
  enabled: boolean;
  onChoose: (on: boolean) => void;
  onClose: () => void;
}

/** The single keys of the page at hand, and their switch. */
export function ShortcutsHelp({ opened, shortcuts, enabled, onChoose, onClose }: ShortcutsHelpProps) {
  const t = useUi();
  return (
    <Modal opened={opened} onClose={onClose} title={t('shortcuts.title')}>
      <dl className={classes.list}>
        {[...shortcuts, { key: '?', label: t('shortcuts.help') }].map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{key === 'Enter' ? '↵' : key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <Switch
        checked={enabled}
        onChange={(event) => onChoose(event.currentTarget.checked)}
        label={t('shortcuts.enabled')}
        description={t('shortcuts.enabledHelp')}
      />
    </Modal>
  );
}
