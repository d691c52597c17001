import { NativeSelect } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { DeclarationVersion, Incident } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { Moment } from '../../shared/time/Moment.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useDeclareTexts } from './useDeclareTexts.js';
import { useAnswerLines } from './useAnswerLines.js';
import classes from './VersionsPage.module.css';

/** Two versions of a declaration, side by side. */
export function VersionsPage() {
  const t = useDeclareTexts();
  const { incidentId = '' } = useParams();
  const incident = useRead('incident', { incidentId });
  const back = { to: `/incidents/${incidentId}`, label: t('amend.back') };
  return (
    <LoadedPage from={incident} title={t('amend.back')} back={back}>
      {(known) => <Versions incident={known} />}
    </LoadedPage>
  );
}

function Versions({ incident }: { incident: Incident }) {
  const t = useDeclareTexts();
  const { id, reference } = incident;
  const versions = useRead('declarationVersions', { incidentId: id });
  return (
    <Page
      title={t('versions.title', { reference })}
      lead={
        <>
          {t('versions.lead')} <Link to={`/incidents/${id}`}>{t('amend.back')}</Link>
        </>
      }
    >
      <ExerciseFrame kind={incident.kind} />
      <Loaded from={versions} rows={6}>
        {({ items }) =>
          items.length > 1 ? (
            <Comparison items={items} territory={incident.territory} />
          ) : (
            <EmptyState title={t('versions.only')} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Comparison({ items, territory }: { items: readonly DeclarationVersion[]; territory: string }) {
  const t = useDeclareTexts();
  const { values, set } = useFilters(['left', 'right']);
  const chosen = (name: 'left' | 'right', usual: DeclarationVersion | undefined) =>
    items.find(({ number }) => String(number) === values[name]) ?? usual ?? items[0]!;
  const left = chosen('left', items[1]);
  const right = chosen('right', items[0]);
  const data = items.map(({ number, stage }) => ({
    value: String(number),
    label: t('versions.name', { number, stage: t(`versions.stage.${stage}`) }),
  }));
  const lines = useAnswerLines(territory);
  const [before, after] = [lines(left), lines(right)];
  return (
    <div className={classes.comparison} role="table" aria-label={t('versions.lead')}>
      <div className={classes.row} role="row" data-head>
        <span role="columnheader" className={classes.question}>
          {t('versions.field')}
        </span>
        {(['left', 'right'] as const).map((side) => (
          <div key={side} role="columnheader" className={classes.version}>
            <NativeSelect
              label={t(`versions.${side}`)}
              data={data}
              value={String((side === 'left' ? left : right).number)}
              onChange={(event) => set({ [side]: event.currentTarget.value })}
            />
            <Author of={side === 'left' ? left : right} territory={territory} />
          </div>
        ))}
      </div>
      {after.map(({ name, label, text }, index) => {
        const earlier = before[index]?.text ?? '';
        const differs = earlier !== text;
        return (
          <div key={name} className={classes.row} role="row" data-differs={differs || undefined}>
            <span role="rowheader" className={classes.question}>
              {label}
              {differs && <span className={classes.mark}>{t('versions.differs')}</span>}
            </span>
            <span role="cell">{earlier || <Empty />}</span>
            <span role="cell">{text || <Empty />}</span>
          </div>
        );
      })}
    </div>
  );
}

function Author({ of: { authorSide, recordedAt }, territory }: { of: DeclarationVersion; territory: string }) {
  const t = useDeclareTexts();
  return (
    <span className={classes.author}>
      {t(`versions.by.${authorSide}`)} <Moment at={recordedAt} territory={territory} form="clocks" />
    </span>
  );
}

function Empty() {
  const t = useDeclareTexts();
  return <span className={classes.empty}>{t('versions.empty')}</span>;
}
