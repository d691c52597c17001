import { useNavigate } from 'react-router';
import { useFeed } from '../shared/live/live.js';
import { announce } from '../shared/ui/announce.js';
import { useWords } from '../shared/vocabulary/useWords.js';
import { useShellTexts } from './useShellTexts.js';

/** Tells a facility at once that an advisory has come in. */
export function News() {
  const t = useShellTexts();
  const w = useWords();
  const navigate = useNavigate();
  useFeed((items) => {
    for (const { type, recipient, recordId, reference, eventId, kind } of items) {
      if (type !== 'advisory.broadcast' || !recipient.startsWith('facility:')) continue;
      announce({
        id: eventId,
        title: t('news.advisory', { reference: reference ?? '' }),
        mark: kind === 'exercise' ? w('exercise') : null,
        label: t('news.open'),
        path: `/inbox/${recipient.slice('facility:'.length)}/${recordId}`,
        navigate: (path) => void navigate(path),
      });
    }
  });
  return null;
}
