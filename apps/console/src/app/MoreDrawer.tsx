import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShellTexts } from './useShellTexts.js';

interface MoreDrawerProps {
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The places for which the bar has no room. */
export function MoreDrawer({ opened, onClose, children }: MoreDrawerProps) {
  const t = useShellTexts();
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size="auto" title={t('more')}>
      {children}
    </Drawer>
  );
}
