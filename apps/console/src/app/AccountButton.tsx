import { ActionIcon } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { useShellTexts } from './useShellTexts.js';

/** What opens the account's menu. The menu gives it the rest of what a menu's button has. */
export function AccountButton(rest: Omit<ComponentProps<'button'>, 'color' | 'style'>) {
  const t = useShellTexts();
  return (
    <ActionIcon variant="subtle" color="gray" size={44} aria-label={t('account')} {...rest}>
      <IconUserCircle size={26} stroke={1.6} />
    </ActionIcon>
  );
}
