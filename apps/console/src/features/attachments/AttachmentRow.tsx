import { Link } from 'react-router';
import type { Attachment } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import { TlpMark } from '../../shared/ui/marks.js';
import classes from './attachments.module.css';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { useSize } from './useSize.js';
import { VerdictMark } from './VerdictMark.js';

export function AttachmentRow({ attachment, territory }: { attachment: Attachment; territory: string }) {
  const t = useAttachmentsTexts();
  const sizeText = useSize();
  const { id, incidentId, name, size, state, verdict, tlp, visibility, source, side, sealedAt, begunAt, storedAt } =
    attachment;
  return (
    <li className={classes.row}>
      <span className={classes.named}>
        <Link className={classes.name} to={`/incidents/${incidentId}/attachments/${id}`}>
          {name}
        </Link>
        <span className={classes.soft}>{sizeText(size)}</span>
      </span>
      <span className={classes.facts}>
        {state === 'destroyed' ? <strong>{t('destroyed')}</strong> : <VerdictMark verdict={verdict} />}
        {tlp && <TlpMark tlp={tlp} />}
        {visibility === 'agency' && <span>{t('agencyOnly')}</span>}
        {sealedAt && <span>{t('sealed')}</span>}
        <span>{t(`by.${source === 'mail' ? source : side}`)}</span>
        <Moment at={storedAt ?? begunAt} territory={territory} />
      </span>
    </li>
  );
}
