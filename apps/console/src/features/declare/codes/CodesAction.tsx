import { useEffect, useState } from 'react';
import { Notice } from '../../../shared/ui/Notice.js';
import { useDeclareTexts } from '../useDeclareTexts.js';
import type { CodesDialog, CodesDialogProps } from './CodesDialog.js';

/** Loads what draws the codes when they are asked for: nobody who has a network needs it. */
export function CodesAction(props: CodesDialogProps) {
  const t = useDeclareTexts();
  const [loaded, setLoaded] = useState<{ Dialog: typeof CodesDialog } | 'failed' | null>(null);
  useEffect(() => {
    import('./CodesDialog.js').then(
      ({ CodesDialog: Dialog }) => setLoaded({ Dialog }),
      () => setLoaded('failed'),
    );
  }, []);
  if (loaded === 'failed') return <Notice tone="error">{t('codes.failed')}</Notice>;
  return loaded && <loaded.Dialog {...props} />;
}
