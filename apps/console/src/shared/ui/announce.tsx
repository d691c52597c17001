import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';

interface News {
  id: string;
  title: string;
  /** Set before the title: an exercise is never taken for the real thing. */
  mark: string | null;
  label: ReactNode;
  path: string;
  navigate: (path: string) => void;
}

/** A message at the edge of the page, with the link to what it is about. */
export function announce({ id, title, mark, label, path, navigate }: News) {
  // Notifications are drawn outside the router: the link finds its way through the page's.
  const open = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    notifications.hide(id);
    navigate(path);
  };
  notifications.show({
    id,
    title: mark ? `${mark} · ${title}` : title,
    message: (
      <a href={path} onClick={open}>
        {label}
      </a>
    ),
    autoClose: 12_000,
  });
}
