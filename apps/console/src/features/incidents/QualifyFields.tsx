import { NativeSelect } from '@mantine/core';
import { Severity, Tlp, YesNoUnknown } from '#libs/contracts';
import { Choice } from '../../shared/ui/Choice.js';
import { SeverityMark, TlpMark } from '../../shared/ui/marks.js';
import { useUi } from '../../shared/ui/useUi.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useRsit } from './rsit/useRsit.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

export interface Qualification {
  rsitClass: string;
  rsitType: string;
  severity: Severity | null;
  tlp: Tlp;
  malicious: YesNoUnknown;
}

interface QualifyFieldsProps {
  value: Qualification;
  /** Somebody tried to send it: what is missing is marked. */
  checked: boolean;
  onChange: (part: Partial<Qualification>) => void;
}

/** The questions of a qualification. */
export function QualifyFields({ value, checked, onChange: change }: QualifyFieldsProps) {
  const t = useIncidentsTexts();
  const ui = useUi();
  const w = useWords();
  const { classes, typesOf } = useRsit();
  const needed = (answer: string | null) => checked && !answer && t('qualify.needed');
  const types = typesOf(value.rsitClass);
  const chooseClass = (rsitClass: string) => {
    const only = typesOf(rsitClass);
    change({ rsitClass, rsitType: only.length === 1 ? only[0]!.value : '' });
  };
  return (
    <>
      <NativeSelect
        label={t('qualify.rsitClass')}
        data-autofocus
        value={value.rsitClass}
        error={needed(value.rsitClass)}
        data={[{ value: '', label: ui('select.none') }, ...classes]}
        onChange={(event) => chooseClass(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('qualify.rsitType')}
        value={value.rsitType}
        disabled={types.length === 0}
        error={value.rsitClass && needed(value.rsitType)}
        data={[{ value: '', label: ui('select.none') }, ...types]}
        onChange={(event) => change({ rsitType: event.currentTarget.value })}
      />
      <Choice
        label={t('qualify.severity')}
        error={needed(value.severity)}
        options={Severity.options.map((severity) => ({
          value: severity,
          label: <SeverityMark severity={severity} />,
        }))}
        value={value.severity}
        onChange={(severity) => change({ severity })}
      />
      <Choice
        label={t('qualify.tlp')}
        description={t('qualify.tlpHelp')}
        options={Tlp.options.map((tlp) => ({ value: tlp, label: <TlpMark tlp={tlp} /> }))}
        value={value.tlp}
        onChange={(tlp) => change({ tlp })}
      />
      <Choice
        label={t('qualify.malicious')}
        options={YesNoUnknown.options.map((answer) => ({ value: answer, label: w(`told.${answer}`) }))}
        value={value.malicious}
        onChange={(malicious) => change({ malicious })}
      />
    </>
  );
}
