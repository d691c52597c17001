import { Progress } from '@mantine/core';
import { pixelsOf } from '../../shared/scan/pixels.js';
import { Card } from '../../shared/ui/Card.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Camera } from './Camera.js';
import { PhotoButton } from './PhotoButton.js';
import classes from './Relay.module.css';
import { useRelayTexts } from './useRelayTexts.js';
import { useScan, type ScanNews } from './useScan.js';

const tones: Record<ScanNews, 'info' | 'good' | 'warning'> = {
  progress: 'info',
  kept: 'good',
  known: 'info',
  'not-ours': 'warning',
  nothing: 'warning',
  damaged: 'warning',
  'no-reader': 'warning',
  'no-picture': 'warning',
};

/** Reads codes with the camera or from pictures, and tells how many are still to come. */
export function ScanCard() {
  const t = useRelayTexts();
  const { collected, news, read } = useScan();
  const readAll = async (files: readonly File[]) => {
    for (const file of files) await read(() => pixelsOf(file), false);
  };
  return (
    <Card title={t('scan')}>
      <div className={classes.stack}>
        <p className={classes.plain}>{t('scanHelp')}</p>
        <div className={classes.ways}>
          <Camera onLook={(picture) => read(picture, true)} />
          <PhotoButton onFiles={(files) => void readAll(files)} />
        </div>
        {collected.map(({ group, count, parts }) => (
          <div key={group} role="status">
            <Progress value={(100 * parts.size) / count} aria-label={t('progress')} />
            {t('read', { count: parts.size, total: count })}
          </div>
        ))}
        {news !== null && news !== 'progress' && (
          <Notice tone={tones[news]} spoken>
            <p>{t(`news.${news}`)}</p>
          </Notice>
        )}
      </div>
    </Card>
  );
}
