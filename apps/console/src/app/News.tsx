import { notifications } from '@mantine/notifications';
import { useNavigate } from 'react-router';
import { useFeed } from '../shared/live/live.js';
import { useShellTexts } from './useShellTexts.js';

/** Tells a facility at once that an advisory has come in. */
export function News() {
  const t = useShellTexts();
  const navigate = useNavigate();
  useFeed((items) => {
    for (const { type, recipient, recordId, reference, eventId } of items) {
      if (type !== 'advisory.broadcast' || !recipient.startsWith('facility:')) continue;
      const path = `/inbox/${recipient.slice('facility:'.length)}/${recordId}`;
      // Notifications are drawn outside the router: the link finds its way through this page's.
      const open = (event: { preventDefault: () => void }) => {
        event.preventDefault();
        notifications.hide(eventId);
        void navigate(path);
      };
      notifications.show({
        id: eventId,
        title: t('news.advisory', { reference: reference ?? '' }),
        message: (
          <a href={path} onClick={open}>
            {t('news.open')}
          </a>
        ),
        autoClose: 12_000,
      });
    }
  });
  return null;
}
