import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const WIDTH = 1280;
const HEIGHT = 720;

/** Writes a film of one picture, which Chromium takes for what its camera sees: YUV4MPEG2, 4:2:0. */
export async function filmOf(page: Page, picture: string, film: string): Promise<void> {
  const source = `data:image/png;base64,${readFileSync(picture).toString('base64')}`;
  const luma = await page.evaluate(lumaOf, { source, width: WIDTH, height: HEIGHT });
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(luma, 'base64'), colour]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(film, Buffer.concat([head, frame, frame]));
}

/** In the page: the picture in the middle of a grey table, as brightness. */
async function lumaOf({ source, width, height }: { source: string; width: number; height: number }): Promise<string> {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#888';
  context.fillRect(0, 0, width, height);
  const side = height * 0.9;
  context.drawImage(image, (width - side) / 2, (height - side) / 2, side, side);
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at]!);
  return btoa(text);
}
