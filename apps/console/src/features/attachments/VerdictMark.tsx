import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconLock,
  IconQuestionMark,
  type Icon,
} from '@tabler/icons-react';
import type { Verdict } from '#libs/contracts';
import classes from './attachments.module.css';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';

const icons: Record<Verdict, Icon> = {
  unscanned: IconClock,
  clean: IconCircleCheck,
  infected: IconAlertTriangle,
  'too-large': IconQuestionMark,
  encrypted: IconLock,
  unreadable: IconQuestionMark,
};

/** What the scanner found: an icon and words, in no colour that could be taken for all clear. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const t = useAttachmentsTexts();
  const Icon = icons[verdict];
  return (
    <span className={classes.verdict} data-grave={verdict === 'infected' || undefined}>
      <Icon size={18} aria-hidden="true" />
      {t(`verdict.${verdict}`)}
    </span>
  );
}
