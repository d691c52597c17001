import { Link } from 'react-router';
import type { InboxItem } from '#libs/contracts';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { AnswerMark, ExerciseMark, TlpMark } from '../../shared/ui/marks.js';
import classes from './Inbox.module.css';
import { useInboxTexts } from './useInboxTexts.js';

/** One advisory in the list: what, by when, what was answered. */
export function InboxLine({ item }: { item: InboxItem }) {
  const t = useInboxTexts();
  const now = useNow();
  const { facilities } = useIdentity();
  const facility = facilities.find(({ id }) => id === item.facilityId);
  const late = item.state === 'sent' && item.respondBy !== null && new Date(item.respondBy) < now;
  return (
    <li className={classes.line} data-late={late || undefined}>
      <Link to={`/inbox/${item.facilityId}/${item.advisoryId}`} className={classes.title}>
        {item.title || t('red')}
      </Link>
      <span className={classes.marks}>
        <span className={classes.soft}>{item.reference}</span>
        <TlpMark tlp={item.tlp} />
        <ExerciseMark kind={item.kind} />
        <AnswerMark state={item.state} />
        {late && <strong className={classes.late}>{t('late')}</strong>}
      </span>
      <span className={classes.soft}>
        {facilities.length > 1 && <>{facility?.name} · </>}
        {item.respondBy ? t('respondBy') : t('sentAt')}{' '}
        <Moment at={item.respondBy ?? item.sentAt} territory={facility?.territory} />
      </span>
    </li>
  );
}
