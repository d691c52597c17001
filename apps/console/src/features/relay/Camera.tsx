import { Button } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { pixelsNow } from '../../shared/scan/pixels.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './Relay.module.css';
import { useRelayTexts } from './useRelayTexts.js';

/** Between two looks: an old telephone must keep up, and a code stays on the screen for two seconds and a half. */
const LOOK_EVERY_MS = 200;

/** The camera, only once it is asked for. */
export function Camera({ onLook }: { onLook: (picture: () => ImageData) => Promise<void> }) {
  const t = useRelayTexts();
  const [stream, setStream] = useState<MediaStream | 'starting' | 'refused' | null>(null);
  const open = () => {
    setStream('starting');
    const wanted = { video: { facingMode: 'environment', width: { ideal: 1920 } }, audio: false };
    // Without https there is no such thing.
    const asked = navigator.mediaDevices?.getUserMedia(wanted) ?? Promise.reject(new Error('no camera'));
    asked.then(setStream, () => setStream('refused'));
  };
  if (stream instanceof MediaStream) return <Viewer stream={stream} onLook={onLook} onClose={() => setStream(null)} />;
  return (
    <>
      {stream === 'refused' && <Notice tone="warning">{t('camera.refused')}</Notice>}
      <Button size="lg" leftSection={<IconCamera size={22} />} loading={stream === 'starting'} onClick={open}>
        {t('camera.open')}
      </Button>
    </>
  );
}

interface ViewerProps {
  stream: MediaStream;
  onLook: (picture: () => ImageData) => Promise<void>;
  onClose: () => void;
}

function Viewer({ stream, onLook, onClose }: ViewerProps) {
  const t = useRelayTexts();
  const video = useRef<HTMLVideoElement>(null);
  const look = useRef(onLook);
  useEffect(() => {
    look.current = onLook;
  }, [onLook]);

  useEffect(() => {
    const shown = video.current;
    if (!shown) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    const next = async () => {
      if (shown.videoWidth > 0) await look.current(() => pixelsNow(shown));
      if (!gone) timer = setTimeout(() => void next(), LOOK_EVERY_MS);
    };
    shown.srcObject = stream;
    void shown.play().catch(() => undefined);
    void next();
    return () => {
      gone = true;
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
    };
  }, [stream]);

  return (
    <>
      <video ref={video} className={classes.video} muted playsInline aria-label={t('camera.view')} />
      <Button variant="default" onClick={onClose}>
        {t('camera.close')}
      </Button>
    </>
  );
}
