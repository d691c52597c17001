import type { MailAttachment } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { Card } from '../../shared/ui/Card.js';
import classes from './Mailbox.module.css';
import { useMailboxTexts } from './useMailboxTexts.js';

/** What was attached, by name and size: nothing of it can be opened before it has been scanned. */
export function Attachments({ attachments }: { attachments: readonly MailAttachment[] }) {
  const t = useMailboxTexts();
  const sizes = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 0 });
  if (attachments.length === 0) return null;
  return (
    <Card title={t('draft.attachments')}>
      <ul className={classes.attachments}>
        {attachments.map(({ id, name, size, kept }) => (
          <li key={id}>
            <bdi>{name}</bdi>{' '}
            <span className={classes.soft}>
              {t('draft.size', { size: sizes.format(Math.max(1, size / 1000)) })}
              {!kept && `, ${t('draft.notKept')}`}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.plain}>{t('draft.unscanned')}</p>
    </Card>
  );
}
