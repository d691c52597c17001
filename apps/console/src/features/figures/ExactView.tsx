import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Figures } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { download } from '../../shared/export/download.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { useConfiguration } from '../../shared/session/session.js';
import { numberText } from '../../shared/time/format.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Figure } from '../../shared/ui/Figure.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { DueCard } from './DueCard.js';
import { ExactFilters } from './ExactFilters.js';
import classes from './figures.module.css';
import { SheetCard } from './SheetCard.js';
import { useExactSheets } from './sheets.js';
import { TimeCard } from './TimeCard.js';
import { TookCard, useSpan } from './TookCard.js';
import { useExactFile } from './useExactFile.js';
import { useFigureLabels } from './useFigureLabels.js';
import { useFiguresTexts } from './useFiguresTexts.js';
import type { FiguresView } from './useFiguresView.js';

interface ExactViewProps {
  view: FiguresView;
  side: 'agency' | 'facility';
}

/** True counts: the agency's of the region, a facility's of its own. */
export function ExactView({ view, side }: ExactViewProps) {
  const t = useFiguresTexts();
  const { kind, from, to, territory } = view;
  const figures = useRead('figures', { kind, from, to, territory: territory || undefined }, { keep: true });
  return (
    <div className={classes.stack}>
      <ExactFilters view={view} territories={side === 'agency'} />
      {side === 'agency' && (
        <Notice tone="warning" title={t('internal.title')}>
          <p>{t('internal.text')}</p>
        </Notice>
      )}
      <Loaded from={figures}>{(found) => <Found figures={found} view={view} side={side} />}</Loaded>
    </div>
  );
}

function Found({ figures, view, side }: ExactViewProps & { figures: Figures }) {
  const t = useFiguresTexts();
  const locale = useLocale();
  const moment = useMomentText();
  const span = useSpan();
  const { monthName, territoryName } = useFigureLabels();
  const { agencyName, territories } = useConfiguration();
  const sheets = useExactSheets(figures);
  const file = useExactFile(figures, view, side, sheets);
  const { took } = figures;
  const where = figures.territory === null ? [] : [territoryName(figures.territory)];
  const about = [
    ...(side === 'agency' ? [agencyName] : [t('internal.own')]),
    ...where,
    t('period', { from: monthName(figures.from), to: monthName(figures.to) }),
    t('asOf', { at: moment(figures.at, figures.territory ?? territories[0]?.code) }),
  ].join(' · ');
  return (
    <>
      <p className={classes.mark}>
        <TlpMark tlp="AMBER+STRICT" />
        <span>{about}</span>
      </p>
      {figures.incidents === 0 ? (
        <Card>
          <EmptyState title={t('none')}>
            <p>{t('noneText')}</p>
          </EmptyState>
        </Card>
      ) : (
        <>
          <div className={classes.figures}>
            <Figure value={numberText(figures.incidents, locale)} label={t('figure.incidents')} />
            <Figure value={span(took.declared.median)} label={t('figure.declared')} />
            <Figure value={span(took.taken.median)} label={t('figure.taken')} />
            <Figure value={span(took.closed.median)} label={t('figure.closed')} />
          </div>
          <TimeCard figures={figures} view={view} />
          <div className={classes.cards}>
            {sheets.map((sheet) => (
              <SheetCard key={sheet.key} sheet={sheet} />
            ))}
          </div>
          <TookCard took={took} />
          <DueCard clocks={figures.clocks} />
          <p className={classes.soft}>{t('source')}</p>
          <div data-no-print>
            <Button
              variant="default"
              leftSection={<IconDownload size="1.2em" aria-hidden="true" />}
              onClick={() => download(file.name, file.content())}
            >
              {side === 'agency' ? t('csvInternal') : t('csv')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
