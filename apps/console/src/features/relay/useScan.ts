import { useCallback, useEffect, useRef, useState } from 'react';
import type { Decoder } from '../../shared/scan/decoder.js';
import { collect, isSound, isWhole, type Collected } from './collect.js';
import { useRelaying } from './relaying.js';

/** What the last picture told. */
export type ScanNews = 'progress' | 'kept' | 'known' | 'not-ours' | 'nothing' | 'damaged' | 'no-reader' | 'no-picture';

/** Reads pictures, puts codes together, and hands over what is whole. */
export function useScan() {
  const relaying = useRelaying();
  const latest = useRef(relaying);
  useEffect(() => {
    latest.current = relaying;
  }, [relaying]);
  const [collected, setCollected] = useState<readonly Collected[]>([]);
  const [news, setNews] = useState<ScanNews | null>(null);
  const known = useRef<readonly Collected[]>([]);
  const decoder = useRef<Promise<Decoder> | null>(null);

  useEffect(() => () => void decoder.current?.then(({ stop }) => stop()).catch(() => undefined), []);

  const hold = useCallback((next: readonly Collected[]) => {
    known.current = next;
    setCollected(next);
  }, []);

  const take = useCallback(
    async (texts: readonly string[]): Promise<ScanNews> => {
      if (texts.length === 0) return 'nothing';
      const kept = new Set(latest.current.kept.value.map(({ group }) => group));
      const found = collect(known.current, texts, kept);
      if (typeof found === 'string') return found;
      hold(found.filter((one) => !isWhole(one)));
      let told: ScanNews = 'progress';
      for (const one of found.filter(isWhole)) {
        if (!(await isSound(one))) told = 'damaged';
        else told = latest.current.add(one.group, [...one.parts.values()]) ? 'kept' : 'known';
      }
      return told;
    },
    [hold],
  );

  /** @param quiet a camera sees nothing most of the time, which is no news */
  const read = useCallback(
    async (picture: () => ImageData | Promise<ImageData>, quiet: boolean) => {
      decoder.current ??= import('../../shared/scan/decoder.js').then(({ makeDecoder }) => makeDecoder());
      const told = await readOnce(decoder.current, picture, take);
      if (told === 'no-reader') decoder.current = null;
      // A camera goes on seeing what it has just read.
      setNews((before) => (quiet && (told === 'nothing' || (told === 'known' && before === 'kept')) ? before : told));
    },
    [take],
  );
  return { collected, news, read };
}

async function readOnce(
  decoder: Promise<Decoder>,
  picture: () => ImageData | Promise<ImageData>,
  take: (texts: readonly string[]) => Promise<ScanNews>,
): Promise<ScanNews> {
  const reader = await decoder.catch(() => null);
  if (!reader) return 'no-reader';
  const image = await Promise.resolve()
    .then(picture)
    .catch(() => null);
  if (!image) return 'no-picture';
  const texts = await reader.read(image);
  return texts ? take(texts) : 'no-reader';
}
