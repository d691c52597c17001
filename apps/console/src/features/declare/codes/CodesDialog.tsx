import { Modal, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { DeclarationInput } from '#libs/contracts';
import { ownDevice } from '../../../shared/device/device.js';
import { useIdentity } from '../../../shared/session/session.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { Waiting } from '../../../shared/ui/Waiting.js';
import { useDeclareTexts } from '../useDeclareTexts.js';
import classes from './Codes.module.css';
import { CodesInTurn } from './CodesInTurn.js';
import { CodesSideBySide } from './CodesSideBySide.js';
import { makeCodes, type Codes } from './makeCodes.js';

export interface CodesDialogProps {
  declaration: DeclarationInput;
  /** The declaration's idempotency key: however it arrives, it is one. */
  draftKey: string;
  onClose: () => void;
}

type Made = Codes | 'unenrolled' | 'failed' | null;

/** The declaration as QR codes, for a telephone that has a network. It goes on being sent meanwhile. */
export function CodesDialog({ declaration, draftKey, onClose }: CodesDialogProps) {
  const t = useDeclareTexts();
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const made = useCodes(declaration, draftKey);
  return (
    <Modal opened onClose={onClose} title={t('codes.title')} fullScreen={!wide} size="75rem">
      <Stack>
        {made === null && <Waiting rows={1} height={320} />}
        {made === 'failed' && <Notice tone="error">{t('codes.failed')}</Notice>}
        {made === 'unenrolled' && <Notice tone="warning">{t('codes.unenrolled')}</Notice>}
        {made !== null && typeof made === 'object' && 'excess' in made && (
          <Notice tone="warning" spoken>
            {t('codes.tooLong', { count: made.excess })}
          </Notice>
        )}
        {made !== null && typeof made === 'object' && 'parts' in made && (
          <>
            <ol className={classes.steps}>
              <li>{t('codes.step1')}</li>
              <li>{t('codes.step2', { count: made.parts.length })}</li>
              <li>{t('codes.step3')}</li>
            </ol>
            {wide ? <CodesSideBySide parts={made.parts} /> : <CodesInTurn parts={made.parts} />}
            <p className={classes.plain}>{t('codes.sealed')}</p>
          </>
        )}
      </Stack>
    </Modal>
  );
}

function useCodes(declaration: DeclarationInput, draftKey: string): Made {
  const { personId } = useIdentity();
  const [made, setMade] = useState<Made>(null);
  useEffect(() => {
    let gone = false;
    const make = async () => {
      const device = await ownDevice(personId);
      return device ? makeCodes(declaration, draftKey, device, new Date()) : 'unenrolled';
    };
    const show = (result: Made) => !gone && setMade(result);
    make().then(show, () => show('failed'));
    return () => {
      gone = true;
    };
  }, [declaration, draftKey, personId]);
  return made;
}
