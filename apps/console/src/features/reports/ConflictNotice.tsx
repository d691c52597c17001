import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SituationReport } from '#libs/contracts';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './reports.module.css';
import { useReportsTexts } from './useReportsTexts.js';
import type { Writing } from './useWriting.js';
import { isSameActions, isSameText } from './written.js';

interface ConflictProps {
  report: SituationReport;
  writing: Writing;
}

/** Somebody has saved the report since this was typed: what the agency keeps stands beside it, and one of both is chosen. */
export function ConflictNotice({ report, writing: { shown, saved, takeSaved, keepTyped } }: ConflictProps) {
  const t = useReportsTexts();
  const [isErasing, setErasing] = useState(false);
  const differing = report.writing.filter(({ code }) => !isSameText(shown, saved, code));
  return (
    <Notice
      tone="warning"
      spoken
      title={t('changedTitle')}
      actions={
        <>
          <Button variant="default" onClick={keepTyped}>
            {t('keepTyped')}
          </Button>
          <Button variant="default" onClick={() => setErasing(true)}>
            {t('takeSaved')}
          </Button>
        </>
      }
    >
      <p>{t('changed')}</p>
      <dl className={classes.saved}>
        {differing.map(({ code, title }) => (
          <div key={code}>
            <dt>{t('savedText', { title })}</dt>
            <dd dir="auto">{saved.texts[code] || t('savedNothing')}</dd>
          </div>
        ))}
        {!isSameActions(shown, saved) && (
          <div>
            <dt>{t('savedText', { title: t('actions') })}</dt>
            <dd dir="auto">
              {saved.actions.map(({ text, owner }) => `${text} (${owner})`).join('\n') || t('savedNothing')}
            </dd>
          </div>
        )}
      </dl>
      <ConfirmDialog
        opened={isErasing}
        danger
        title={t('eraseTitle')}
        act={t('takeSaved')}
        onClose={() => setErasing(false)}
        onAct={takeSaved}
      >
        <p className={classes.soft}>{t('eraseText')}</p>
      </ConfirmDialog>
    </Notice>
  );
}
