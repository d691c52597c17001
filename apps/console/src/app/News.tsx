import { useNavigate } from 'react-router';
import type { FeedItem } from '#libs/contracts';
import { useFeed } from '../shared/live/live.js';
import { useIdentity } from '../shared/session/session.js';
import { announce } from '../shared/ui/announce.js';
import { useWords } from '../shared/vocabulary/useWords.js';
import { useShellTexts } from './useShellTexts.js';

/** Tells a facility at once that an advisory has come in, and a person that somebody calls them to a crisis room. */
export function News() {
  const t = useShellTexts();
  const w = useWords();
  const navigate = useNavigate();
  const { personId } = useIdentity();
  const tell = ({ eventId, kind }: FeedItem, title: string, label: string, path: string) =>
    announce({
      id: eventId,
      title,
      mark: kind === 'exercise' ? w('exercise') : null,
      label,
      path,
      navigate: (to) => void navigate(to),
    });
  useFeed((items) => {
    for (const item of items) {
      const { type, recipient, recordId, reference, summary } = item;
      const names = { reference: reference ?? '' };
      if (type === 'advisory.broadcast' && recipient.startsWith('facility:')) {
        const path = `/inbox/${recipient.slice('facility:'.length)}/${recordId}`;
        tell(item, t('news.advisory', names), t('news.open'), path);
      } else if (type === 'incident.journal-written' && isCalled(summary.mentions, personId)) {
        tell(item, t('news.called', names), t('news.openRoom'), `/incidents/${recordId}/room`);
      }
    }
  });
  return null;
}

const isCalled = (mentions: unknown, personId: string) => Array.isArray(mentions) && mentions.includes(personId);
