import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef } from 'react';
import { useLocale } from '../../shared/i18n/texts.js';
import type { FaultAt } from './faults.js';
import { type Keyed, type StageForm, newStage } from './form.js';
import classes from './regimes.module.css';
import { RemoveButton } from './RemoveButton.js';
import { StageFields } from './StageFields.js';
import { useRegimesTexts } from './useRegimesTexts.js';

const MOST = 10;

/** The others refer to a stage by its code: they follow when it changes, and forget it when it goes. */
function recoded(stages: readonly Keyed<StageForm>[], from: string, to: string | null): Keyed<StageForm>[] {
  return stages.map((stage) => ({
    ...stage,
    after: stage.after === from && from !== '' ? (to ?? '') : stage.after,
    coveredBy: stage.coveredBy.flatMap((code) => (code === from ? (to ?? []) : code)),
  }));
}

interface StageListProps {
  stages: readonly Keyed<StageForm>[];
  faultAt: FaultAt;
  onChange: (stages: Keyed<StageForm>[]) => void;
}

/** The stages in the order in which they are told; one can wait only for those above it. */
export function StageList({ stages, faultAt, onChange }: StageListProps) {
  const t = useRegimesTexts();
  const locale = useLocale();
  const list = useRef<HTMLElement>(null);
  const move = (index: number, by: -1 | 1, button: HTMLElement) => {
    const moved = [...stages];
    moved.splice(index + by, 0, ...moved.splice(index, 1));
    onChange(moved);
    // Moving what has the focus takes it away; a button that has come to an end leaves it to its neighbour.
    requestAnimationFrame(() => {
      button.focus();
      if (document.activeElement !== button)
        button.parentElement?.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
    });
  };
  const add = () => {
    onChange([...stages, newStage()]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(':scope > fieldset:last-of-type input')?.focus(),
    );
  };
  const remove = (gone: Keyed<StageForm>) => {
    onChange(recoded(stages, gone.code, null).filter(({ key }) => key !== gone.key));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(':scope > div > button')?.focus());
  };
  const put = (stage: Keyed<StageForm>, part: Partial<StageForm>) => {
    const followed = part.code === undefined ? stages : recoded(stages, stage.code, part.code);
    onChange(followed.map((one) => (one.key === stage.key ? { ...one, ...part } : one)));
  };
  return (
    <section ref={list} className={classes.part} aria-label={t('form.stages')}>
      <h3 className={classes.subtitle}>{t('form.stages')}</h3>
      {stages.map((stage, index) => {
        const told = (locale === 'fr' ? stage.nameFr : stage.nameEn) || t('form.unnamed');
        return (
          <fieldset key={stage.key} className={classes.boxed}>
            <legend>{told}</legend>
            <div className={classes.order}>
              <MoveButton
                up
                label={t('form.up', { stage: told })}
                disabled={index === 0}
                onMove={(button) => move(index, -1, button)}
              />
              <MoveButton
                label={t('form.down', { stage: told })}
                disabled={index === stages.length - 1}
                onMove={(button) => move(index, 1, button)}
              />
              {stages.length > 1 && (
                <RemoveButton label={t('form.removeStage', { stage: told })} onClick={() => remove(stage)} />
              )}
            </div>
            <StageFields
              stage={stage}
              earlier={stages.slice(0, index)}
              others={stages.filter((other) => other !== stage && other.code !== '')}
              faultOf={(field) => faultAt(`definition.stages.${index}.${field}`)}
              onChange={(part) => put(stage, part)}
            />
          </fieldset>
        );
      })}
      {stages.length < MOST && (
        <div>
          <Button variant="default" onClick={add}>
            {t('form.addStage')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface MoveButtonProps {
  up?: boolean;
  label: string;
  disabled: boolean;
  onMove: (button: HTMLElement) => void;
}

function MoveButton({ up = false, label, disabled, onMove }: MoveButtonProps) {
  const Arrow = up ? IconArrowUp : IconArrowDown;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={44}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={(event) => onMove(event.currentTarget)}
    >
      <Arrow size={20} aria-hidden />
    </ActionIcon>
  );
}
