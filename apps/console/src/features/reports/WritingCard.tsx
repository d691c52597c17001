import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { ReportAction, SituationReport } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import classes from './reports.module.css';
import { useReportsTexts } from './useReportsTexts.js';

interface Written {
  texts: Record<string, string>;
  actions: ReportAction[];
}

/** The texts of a draft, kept on the device at every pause, and at the agency when they are saved. */
export function WritingCard({ report }: { report: SituationReport }) {
  const t = useReportsTexts();
  const { id: reportId, version, writing } = report;
  const [first] = useState<Written>({ texts: report.texts, actions: report.actions });
  const draft = useDraft<Written>(`report:${reportId}`, first);
  const save = useWrite('saveReport', ['report', 'reports']);
  const { texts, actions } = draft.value;
  const send = (at?: string) => {
    const whole = actions.filter(({ text, owner }) => text.trim() !== '' && owner.trim() !== '');
    save.mutate(
      { reportId, version, texts, actions: whole, at },
      { onSuccess: () => notifications.show({ message: t(at ? 'refreshed' : 'saved'), color: 'teal' }) },
    );
  };
  const change = (index: number, part: Partial<ReportAction>) =>
    draft.set((old) => ({
      ...old,
      actions: old.actions.map((action, place) => (place === index ? { ...action, ...part } : action)),
    }));
  return (
    <Card title={t('write')}>
      <div className={classes.stack}>
        <p className={classes.soft}>{t('writeHelp')}</p>
        {writing.map(({ code, title, hint }) => (
          <Textarea
            key={code}
            label={title}
            description={hint}
            autosize
            minRows={3}
            maxLength={8_000}
            value={texts[code] ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              draft.set((old) => ({ ...old, texts: { ...old.texts, [code]: value } }));
            }}
          />
        ))}
        {report.template === 'after-action' || actions.length > 0 ? (
          <fieldset className={classes.row}>
            <legend>{t('actions')}</legend>
            {actions.map((action, index) => (
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
                  onClick={() => draft.set((old) => ({ ...old, actions: old.actions.filter((_, at) => at !== index) }))}
                >
                  ×
                </Button>
              </div>
            ))}
            <div>
              <Button
                variant="default"
                onClick={() =>
                  draft.set((old) => ({
                    ...old,
                    actions: [...old.actions, { id: newId(), text: '', owner: '', due: null }],
                  }))
                }
              >
                {t('addAction')}
              </Button>
            </div>
          </fieldset>
        ) : null}
        {save.error && <ErrorNotice error={save.error} />}
        <div className={classes.buttons}>
          <Button loading={save.isPending} onClick={() => send()}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={() => send(new Date().toISOString())}>
            {t('refresh')}
          </Button>
          <KeptMark state={draft.state} />
        </div>
      </div>
    </Card>
  );
}
