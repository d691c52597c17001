import type { DeclarationVersion } from '#libs/contracts';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { accounts, breachAccounts, counts, criteria } from './report.js';
import { useDeclareTexts } from './useDeclareTexts.js';

interface AnswerLine {
  name: string;
  label: string;
  /** As it is read; empty for what was not answered. */
  text: string;
}

/** The answers of a version as lines of text, always the same ones in the same order. */
export function useAnswerLines(territory: string): (version: DeclarationVersion) => AnswerLine[] {
  const t = useDeclareTexts();
  const w = useWords();
  const momentText = useMomentText();
  return ({ answers }) => {
    const { contact, report } = answers;
    const told = (answer: 'yes' | 'no' | 'unknown') => w(`told.${answer}`);
    const at = (instant: string | null) => momentText(instant, territory);
    return [
      { name: 'what', label: t('what'), text: answers.what },
      { name: 'since', label: t('since'), text: at(answers.since) },
      { name: 'malicious', label: t('malicious'), text: told(answers.suspectedMalicious) },
      { name: 'danger', label: t('danger'), text: w(`dangerTold.${answers.patientDanger}`) },
      { name: 'degraded', label: t('degraded'), text: told(answers.degradedMode) },
      { name: 'services', label: t('services'), text: listed(answers.careServices, (one) => w(`careService.${one}`)) },
      { name: 'data', label: t('data'), text: told(answers.dataTouched) },
      {
        name: 'dataClasses',
        label: t('dataClasses'),
        text: listed(answers.dataClasses, (one) => w(`dataClass.${one}`)),
      },
      { name: 'supplier', label: t('supplier'), text: answers.supplier ?? '' },
      ...criteria.map((name) => ({ name, label: t(`criterion.${name}`), text: told(report[name]) })),
      ...accounts.map((name) => ({ name, label: t(`account.${name}`), text: report[name] ?? '' })),
      ...counts.map((name) => ({ name, label: t(`count.${name}`), text: report[name]?.toString() ?? '' })),
      ...breachAccounts.map((name) => ({ name, label: t(`breach.${name}`), text: report[name] ?? '' })),
      { name: 'crossBorder', label: t('crossBorder'), text: told(report.crossBorder) },
      { name: 'endedAt', label: t('endedAt'), text: at(report.endedAt) },
      { name: 'help', label: t('helpWanted'), text: listed(answers.helpWanted, (one) => w(`help.${one}`)) },
      {
        name: 'contact',
        label: t('contact.title'),
        text: [contact.name, contact.phone, contact.email].filter(Boolean).join(', '),
      },
    ];
  };
}

const listed = <Item>(items: readonly Item[], label: (item: Item) => string) => items.map(label).join(', ');
