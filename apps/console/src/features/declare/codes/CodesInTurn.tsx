import { Button } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useDeclareTexts } from '../useDeclareTexts.js';
import { Code } from './Code.js';
import classes from './Codes.module.css';

/** Long enough for a camera to find, focus and read one. */
const EACH_MS = 2_500;

/** One code after the other on a small screen; turned by hand where the person wants nothing to move. */
export function CodesInTurn({ parts }: { parts: readonly string[] }) {
  const t = useDeclareTexts();
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const [index, setIndex] = useState(0);
  const [playing, setPlaying] = useState(!still);
  const several = parts.length > 1;

  useEffect(() => {
    if (!several || !playing) return undefined;
    const timer = setInterval(() => setIndex((now) => (now + 1) % parts.length), EACH_MS);
    return () => clearInterval(timer);
  }, [several, playing, parts.length]);

  const turn = (by: number) => {
    setPlaying(false);
    setIndex((now) => (now + by + parts.length) % parts.length);
  };
  const name = several ? t('codes.number', { number: index + 1, total: parts.length }) : t('codes.only');
  return (
    <>
      <div className={classes.one}>
        <Code text={parts[index]!} label={name} />
        {several && (
          <p className={classes.caption} aria-live={playing ? 'off' : 'polite'}>
            {name}
          </p>
        )}
      </div>
      {several && (
        <div className={classes.turn}>
          <Button variant="default" onClick={() => turn(-1)}>
            {t('codes.previous')}
          </Button>
          <Button variant="default" onClick={() => setPlaying(!playing)}>
            {playing ? t('codes.pause') : t('codes.play')}
          </Button>
          <Button variant="default" onClick={() => turn(1)}>
            {t('codes.next')}
          </Button>
        </div>
      )}
    </>
  );
}
