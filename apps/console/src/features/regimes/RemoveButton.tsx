import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

/** Takes a line out of a list; `label` says which. */
export function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={44} aria-label={label} title={label} onClick={onClick}>
      <IconX size={20} aria-hidden />
    </ActionIcon>
  );
}
