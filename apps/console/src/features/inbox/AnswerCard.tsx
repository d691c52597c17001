import { Button, Textarea } from '@mantine/core';
import { IconBan, IconCheck, IconEye, IconTools } from '@tabler/icons-react';
import { useState } from 'react';
import { answersWithNote, type Answer, type InboxDetail } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { AnswerMark } from '../../shared/ui/marks.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './Inbox.module.css';
import { useInboxTexts } from './useInboxTexts.js';

const icons = { read: IconEye, 'not-concerned': IconBan, 'in-progress': IconTools, done: IconCheck };

/** Two taps: the answer, and send. What needs a word of explanation asks for it. */
export function AnswerCard({ item }: { item: InboxDetail }) {
  const t = useInboxTexts();
  const [chosen, setChosen] = useState<Answer | null>(null);
  const [missing, setMissing] = useState(false);
  const note = useDraft(`answer:${item.facilityId}:${item.advisoryId}`, '');
  const answer = useWrite('answer', ['inbox', 'inboxItem']);
  const [correcting, setCorrecting] = useState(false);
  const settled = item.state !== 'sent' && item.state !== 'read' && !correcting && chosen === null;

  const send = () => {
    if (chosen === null) return;
    const text = note.value.trim();
    if (text === '' && answersWithNote.includes(chosen)) {
      setMissing(true);
      return;
    }
    const { advisoryId, facilityId } = item;
    answer.mutate(
      { advisoryId, facilityId, answer: chosen, note: text === '' ? null : text },
      {
        onSuccess: () => {
          note.clear();
          setChosen(null);
          setCorrecting(false);
        },
      },
    );
  };

  return (
    <Card
      title={t('answer.title')}
      aside={chosen !== null && <KeptMark state={answer.isPending ? 'sending' : note.state} />}
    >
      <div className={classes.stack}>
        {item.answeredAt && (
          <Notice tone="good" title={t('answer.recorded')} spoken>
            <span className={classes.marks}>
              <AnswerMark state={item.state} /> <Moment at={item.answeredAt} />
            </span>
            {item.note && (
              <p>
                {t('answer.yourNote')} : {item.note}
              </p>
            )}
          </Notice>
        )}
        {settled ? (
          <Button variant="default" onClick={() => setCorrecting(true)}>
            {t('answer.change')}
          </Button>
        ) : (
          <>
            <p className={classes.soft}>{t('answer.lead')}</p>
            <div className={classes.answers} role="group" aria-label={t('answer.title')}>
              {item.answers.map((option) => {
                const Icon = icons[option];
                return (
                  <Button
                    key={option}
                    className={classes.answer}
                    variant={chosen === option ? 'filled' : 'default'}
                    aria-pressed={chosen === option}
                    leftSection={<Icon size={22} aria-hidden="true" />}
                    onClick={() => {
                      setChosen(option);
                      setMissing(false);
                    }}
                  >
                    {t(`answer.act.${option}`)}
                  </Button>
                );
              })}
            </div>
            {chosen && (
              <>
                <p className={classes.soft}>{t(`answer.help.${chosen}`)}</p>
                <Textarea
                  label={t(`answer.note.${chosen}`)}
                  autosize
                  minRows={2}
                  value={note.value}
                  error={missing && t('answer.noteNeeded')}
                  onChange={(event) => {
                    note.set(event.currentTarget.value);
                    setMissing(false);
                  }}
                />
                {answer.error && <ErrorNotice error={answer.error} onRetry={send} />}
                <Button size="lg" loading={answer.isPending} onClick={send}>
                  {t(`answer.send.${chosen}`)}
                </Button>
              </>
            )}
          </>
        )}
      </div>
    </Card>
  );
}
