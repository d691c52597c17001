import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import {
  Outlook,
  Severity,
  type Incident,
  type SeverityAnswers,
  type SeverityPart,
  levelOf,
  scoreOf,
  severityPartNames,
  suggestedParts,
} from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { Choice } from '../../shared/ui/Choice.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { SeverityMark } from '../../shared/ui/marks.js';
import classes from './severity.module.css';
import { useAssessmentWords } from './useAssessmentWords.js';
import { useSeverityTexts } from './useSeverityTexts.js';

interface AssessDraft {
  id: string;
  answers: SeverityAnswers;
  outlook: Outlook;
  /** Another level than that of the score. */
  decided: Severity | null;
  reason: string;
}

interface AssessFormProps {
  incident: Incident;
  /** Those of the last assessment. */
  last: { answers: SeverityAnswers; outlook: Outlook } | undefined;
  onClose: () => void;
}

/** Six questions, the score that they make while one answers, and what is decided. */
export function AssessForm({ incident, last, onClose }: AssessFormProps) {
  const t = useSeverityTexts();
  const suggested = suggestedParts(incident);
  const [first] = useState<AssessDraft>(() => ({
    id: newId(),
    answers: last?.answers ?? answersOf(suggested),
    outlook: last?.outlook ?? 'stable',
    decided: null,
    reason: '',
  }));
  const draft = useDraft(`assess:${incident.id}`, first);
  const [checked, setChecked] = useState(false);
  const write = useWrite('assessSeverity', [
    'assessments',
    'incident',
    'incidents',
    'journal',
    'board',
    'regionalScore',
  ]);
  const { id, answers, outlook, decided, reason } = draft.value;
  const change = (part: Partial<AssessDraft>) => draft.set((old) => ({ ...old, ...part }));
  const score = scoreOf(answers);
  const computed = levelOf(score, answers.danger);
  const severity = decided ?? computed;
  const isOther = severity !== computed;
  const told = reason.trim();

  const send = () => {
    setChecked(true);
    if (isOther && told === '') return;
    write.mutate(
      { id, incidentId: incident.id, answers, severity, outlook, reason: isOther ? told : null },
      {
        onSuccess: () => {
          draft.clear();
          notifications.show({ message: t('done'), color: 'teal' });
          onClose();
        },
      },
    );
  };

  return (
    <DialogForm
      act={t('submit')}
      kept={draft.state}
      busy={write.isPending}
      error={write.error}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.soft}>{t('method')}</p>
      {severityPartNames.map((part) => (
        <PartChoice
          key={part}
          part={part}
          suggested={suggested[part]}
          value={answers[part]}
          onChange={(value) => change({ answers: { ...answers, [part]: value } })}
        />
      ))}
      <Choice
        label={t('outlook.title')}
        options={Outlook.options.map((value) => ({ value, label: t(`outlook.${value}`) }))}
        value={outlook}
        onChange={(value) => change({ outlook: value })}
      />
      <p className={classes.result} role="status">
        <strong>{t('score', { score })}</strong> <SeverityMark severity={computed} />
      </p>
      <Choice
        label={t('decide')}
        description={t('decideHelp')}
        options={Severity.options.map((value) => ({ value, label: <SeverityMark severity={value} /> }))}
        value={severity}
        onChange={(value) => change({ decided: value === computed ? null : value })}
      />
      {isOther && (
        <Textarea
          label={t('reason')}
          description={t('reasonHelp')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2_000}
          value={reason}
          error={checked && told === '' && t('reasonNeeded')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
      )}
    </DialogForm>
  );
}

interface PartChoiceProps<Part extends SeverityPart> {
  part: Part;
  suggested: ReturnType<typeof suggestedParts>[Part];
  value: SeverityAnswers[Part];
  onChange: (value: SeverityAnswers[Part]) => void;
}

function PartChoice<Part extends SeverityPart>({ part, suggested, value, onChange }: PartChoiceProps<Part>) {
  const t = useSeverityTexts();
  const words = useAssessmentWords();
  const { answer, because } = suggested;
  return (
    <Choice<SeverityAnswers[Part]>
      label={t(`part.${part}`)}
      description={
        because === 'not-said'
          ? t('notSaid')
          : t('suggested', { answer: words.answer(part, answer), because: t(`because.${because}`) })
      }
      options={words.options(part)}
      value={value}
      onChange={onChange}
    />
  );
}

const answersOf = (suggested: ReturnType<typeof suggestedParts>): SeverityAnswers => ({
  care: suggested.care.answer,
  danger: suggested.danger.answer,
  information: suggested.information.answer,
  recovery: suggested.recovery.answer,
  spread: suggested.spread.answer,
  potential: suggested.potential.answer,
});
