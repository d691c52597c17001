import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReportAction, SituationReport } from '#libs/contracts';
import { newId } from '../../shared/ids/newId.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { ConflictNotice } from './ConflictNotice.js';
import classes from './reports.module.css';
import { useReportsTexts } from './useReportsTexts.js';
import type { Writing } from './useWriting.js';
import { isHalf } from './written.js';

interface WritingProps {
  report: SituationReport;
  writing: Writing;
}

/** The texts of a draft, kept on the device at every pause, and at the agency when they are saved. */
export function WritingCard({ report, writing }: WritingProps) {
  const t = useReportsTexts();
  const { shown, isConflict, setText, error, state } = writing;
  const isBusy = state === 'sending';
  const send = async (at?: string) => {
    if (await writing.save(at)) notifications.show({ message: t(at ? 'refreshed' : 'saved'), color: 'teal' });
  };
  return (
    <Card title={t('write')}>
      <div className={classes.stack}>
        <p className={classes.soft}>{t('writeHelp')}</p>
        {isConflict && <ConflictNotice report={report} writing={writing} />}
        {report.writing.map(({ code, title, hint }) => (
          <Textarea
            key={code}
            label={title}
            description={hint}
            autosize
            minRows={3}
            maxLength={8_000}
            value={shown.texts[code] ?? ''}
            onChange={(event) => setText(code, event.currentTarget.value)}
          />
        ))}
        {(report.template === 'after-action' || shown.actions.length > 0) && <Actions writing={writing} />}
        {error && <ErrorNotice error={error} />}
        <div className={classes.buttons}>
          <Button loading={isBusy} disabled={isConflict} onClick={() => void send()}>
            {t('save')}
          </Button>
          <Button variant="default" disabled={isConflict || isBusy} onClick={() => void send(new Date().toISOString())}>
            {t('refresh')}
          </Button>
          <KeptMark state={state} />
        </div>
      </div>
    </Card>
  );
}

function Actions({ writing: { shown, setActions } }: { writing: Writing }) {
  const t = useReportsTexts();
  const change = (index: number, part: Partial<ReportAction>) =>
    setActions((old) => old.map((action, place) => (place === index ? { ...action, ...part } : action)));
  return (
    <fieldset className={classes.row}>
      <legend>{t('actions')}</legend>
      {shown.actions.map((action, index) => (
        <div key={action.id} className={classes.buttons}>
          <TextInput
            label={t('action', { number: index + 1 })}
            maxLength={300}
            value={action.text}
            onChange={(event) => change(index, { text: event.currentTarget.value })}
          />
          <TextInput
            label={t('owner')}
            maxLength={120}
            value={action.owner}
            onChange={(event) => change(index, { owner: event.currentTarget.value })}
          />
          <TextInput
            label={t('due')}
            type="date"
            value={action.due ?? ''}
            onChange={(event) => change(index, { due: event.currentTarget.value || null })}
          />
          <Button
            variant="default"
            aria-label={t('removeAction', { number: index + 1 })}
            onClick={() => setActions((old) => old.filter((_, at) => at !== index))}
          >
            ×
          </Button>
        </div>
      ))}
      {shown.actions.some(isHalf) && <p className={classes.soft}>{t('actionsHalf')}</p>}
      <div>
        <Button
          variant="default"
          onClick={() => setActions((old) => [...old, { id: newId(), text: '', owner: '', due: null }])}
        >
          {t('addAction')}
        </Button>
      </div>
    </fieldset>
  );
}
