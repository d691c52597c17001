import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { useFeed } from '../shared/live/live.js';
import { useShellTexts } from './useShellTexts.js';

/** Tells a facility at once that an advisory has come in. */
export function News() {
  const t = useShellTexts();
  useFeed((items) => {
    for (const item of items) {
      if (item.type !== 'advisory.broadcast' || !item.recipient.startsWith('facility:')) continue;
      const facilityId = item.recipient.slice('facility:'.length);
      notifications.show({
        id: item.eventId,
        title: t('news.advisory', { reference: item.reference ?? '' }),
        message: <Link to={`/inbox/${facilityId}/${item.recordId}`}>{t('news.open')}</Link>,
        autoClose: 12_000,
      });
    }
  });
  return null;
}
