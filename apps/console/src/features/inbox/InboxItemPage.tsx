import { Link, useParams } from 'react-router';
import type { InboxDetail } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { AnswerMark, TlpMark } from '../../shared/ui/marks.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { AnswerCard } from './AnswerCard.js';
import classes from './Inbox.module.css';
import { useInboxTexts } from './useInboxTexts.js';

/** An advisory as the facility received it, and its answer. */
export function InboxItemPage() {
  const { facilityId = '', advisoryId = '' } = useParams();
  const item = useRead('inboxItem', { facilityId, advisoryId });
  return <Loaded from={item}>{(detail) => <Received item={detail} />}</Loaded>;
}

function Received({ item }: { item: InboxDetail }) {
  const t = useInboxTexts();
  const locale = useLocale();
  const facility = useIdentity().facilities.find(({ id }) => id === item.facilityId);
  const text = locale === 'en' && item.texts.en ? item.texts.en : item.texts.fr;
  return (
    <Page
      title={text.title}
      lead={<Link to="/todo">{t('item.back')}</Link>}
      marks={
        <>
          <TlpMark tlp={item.tlp} />
          <AnswerMark state={item.state} />
        </>
      }
    >
      <ExerciseFrame kind={item.kind} />
      <div className={classes.columns}>
        <div className={classes.stack}>
          <Card>
            <p className={classes.body} lang={text === item.texts.en ? 'en' : 'fr'}>
              {text.body}
            </p>
            {locale === 'en' && item.texts.en === null && <p className={classes.soft}>{t('item.otherLanguage')}</p>}
          </Card>
          <AnswerCard item={item} />
        </div>
        <Card title={item.reference}>
          <Facts>
            <Fact label={t('item.respondBy')}>
              {item.respondBy && <Moment at={item.respondBy} territory={facility?.territory} form="stack" />}
            </Fact>
            <Fact label={t('item.sent')}>
              <Moment at={item.sentAt} territory={facility?.territory} form="stack" />
            </Fact>
            <Fact label={t('item.to')}>{facility?.name}</Fact>
            <Fact label={t('item.shareTitle')}>{t(`item.share.${item.tlp}`)}</Fact>
          </Facts>
        </Card>
      </div>
    </Page>
  );
}
