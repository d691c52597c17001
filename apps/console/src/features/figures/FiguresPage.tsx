import { Button, SegmentedControl } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Page } from '../../shared/ui/Page.js';
import { RegionTabs } from '../region/RegionTabs.js';
import { ExactView } from './ExactView.js';
import { PublishButton } from './PublishButton.js';
import { PublishedView } from './PublishedView.js';
import { useFiguresTexts } from './useFiguresTexts.js';
import { useFiguresView } from './useFiguresView.js';

/** The region's figures for the agency: true ones on the screen, and those that may be passed on. */
export function FiguresPage() {
  return <Both side="agency" />;
}

/** A facility's own true figures, and what the region has published. */
export function FacilityFiguresPage() {
  return <Both side="facility" />;
}

function Both({ side }: { side: 'agency' | 'facility' }) {
  const t = useFiguresTexts();
  const view = useFiguresView(side === 'agency' ? 'exact' : 'published');
  const mayPublish = agencyMay(useIdentity(), 'statistics.publish');
  return (
    <Page
      title={side === 'agency' ? t('title') : t('titleFacility')}
      lead={t('lead')}
      actions={
        <>
          <SegmentedControl
            aria-label={t('view.label')}
            value={view.view}
            onChange={(value) => view.set({ view: value })}
            data={[
              { value: 'exact', label: side === 'agency' ? t('view.exact') : t('view.own') },
              { value: 'published', label: t('view.published') },
            ]}
          />
          <Button
            variant="default"
            leftSection={<IconPrinter size="1.2em" aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('print')}
          </Button>
          {mayPublish && view.view === 'published' && <PublishButton />}
        </>
      }
    >
      {side === 'agency' && <RegionTabs />}
      {view.view === 'exact' && <ExerciseFrame kind={view.kind} />}
      {view.view === 'exact' ? <ExactView view={view} side={side} /> : <PublishedView />}
    </Page>
  );
}
