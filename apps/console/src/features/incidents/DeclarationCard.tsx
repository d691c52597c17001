import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Incident } from '#libs/contracts';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { AwareForm } from './AwareForm.js';
import classes from './IncidentPage.module.css';
import { ReclassifyForm } from './ReclassifyForm.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

type Dialog = 'reclassify' | 'aware';

/** How far the declaration has come, by which way, and what can be done with it. */
export function DeclarationCard({ incident, mayAmend }: { incident: Incident; mayAmend: boolean }) {
  const t = useIncidentsTexts();
  const w = useWords();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { id, reference, stage, nature, source, answersNumber, state } = incident;
  const close = () => setDialog(null);
  return (
    <Card title={t('declaration.title')}>
      <Facts>
        <Fact label={t('declaration.stage')}>
          {t('declaration.version', { stage: w(`stage.${stage}`), number: answersNumber })}
        </Fact>
        <Fact label={t('declaration.nature')}>{w(`nature.${nature}`)}</Fact>
        {source !== 'console' && <Fact label={t('declaration.source')}>{w(`source.${source}`)}</Fact>}
      </Facts>
      <div className={classes.cardActions} data-no-print>
        {answersNumber > 1 && (
          <Button variant="default" component={Link} to={`/incidents/${id}/versions`}>
            {t('declaration.versions')}
          </Button>
        )}
        {mayAmend && state !== 'closed' && (
          <>
            <Button variant="default" component={Link} to={`/incidents/${id}/declaration`}>
              {stage === 'sos' ? t('declaration.complete') : t('declaration.update')}
            </Button>
            <Button variant="default" onClick={() => setDialog('reclassify')}>
              {t('reclassify.open')}
            </Button>
            <Button variant="default" onClick={() => setDialog('aware')}>
              {t('aware.open')}
            </Button>
          </>
        )}
      </div>
      <Modal
        opened={dialog !== null}
        onClose={close}
        size="lg"
        title={dialog === 'aware' ? t('aware.title', { reference }) : t('reclassify.title', { reference })}
      >
        {dialog === 'reclassify' && <ReclassifyForm incident={incident} onClose={close} />}
        {dialog === 'aware' && <AwareForm incident={incident} onClose={close} />}
      </Modal>
    </Card>
  );
}
