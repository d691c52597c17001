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

interface Typed {
  chosen: Answer | null;
  note: string;
}
const nothing: Typed = { chosen: null, note: '' };

/** Two taps: the answer, and send. What needs a word of explanation asks for it. */
export function AnswerCard({ item }: { item: InboxDetail }) {
  const t = useInboxTexts();
  const draft = useDraft(`answer:${item.facilityId}:${item.advisoryId}`, nothing);
  const { chosen, note } = draft.value;
  const [missing, setMissing] = useState(false);
  const answer = useWrite('answer', ['inbox', 'inboxItem']);
  // Decided when the page opens: a colleague's answer takes nothing from under the finger.
  const [answering, setAnswering] = useState(item.state === 'sent' || item.state === 'read');
  const open = answering || chosen !== null;

  const send = () => {
    if (chosen === null) return;
    const text = note.trim();
    if (text === '' && answersWithNote.includes(chosen)) {
      setMissing(true);
      return;
    }
    const { advisoryId, facilityId } = item;
    answer.mutate(
      { advisoryId, facilityId, answer: chosen, note: text === '' ? null : text },
      {
        onSuccess: () => {
          draft.clear();
          setAnswering(chosen === 'read');
        },
      },
    );
  };
  const choose = (option: Answer) => {
    draft.set((old) => ({ ...old, chosen: option }));
    setMissing(false);
  };

  return (
    <Card
      title={t('answer.title')}
      aside={chosen !== null && <KeptMark state={answer.isPending ? 'sending' : draft.state} />}
    >
      <div className={classes.stack}>
        {open && (
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
                    disabled={answer.isPending}
                    leftSection={<Icon size={22} aria-hidden="true" />}
                    onClick={() => choose(option)}
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
                  value={note}
                  readOnly={answer.isPending}
                  error={missing && t('answer.noteNeeded')}
                  onChange={(event) => {
                    const typed = event.currentTarget.value;
                    draft.set((old) => ({ ...old, note: typed }));
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
        {item.answeredAt && (
          <Notice tone="good" title={t('answer.recorded')} spoken>
            <span className={classes.marks}>
              <AnswerMark state={item.state} /> <Moment at={item.answeredAt} />
            </span>
            {item.note && <p>{t('answer.yourNote', { note: item.note })}</p>}
          </Notice>
        )}
        {!open && (
          <Button variant="default" onClick={() => setAnswering(true)}>
            {t('answer.change')}
          </Button>
        )}
      </div>
    </Card>
  );
}
