import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Font, create } from 'fontkit';

const require = createRequire(import.meta.url);

/** Source Sans 3, the console's own typeface (OFL); each file embeds of it what it shows. */
export const fonts = {
  regular: readFileSync(require.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf')),
  bold: readFileSync(require.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf')),
} as const;
export type FontName = keyof typeof fonts;

/** The characters that can be shown: both weights have the same. */
const drawable = new Set((create(fonts.regular) as Font).characterSet);

export const isDrawable = (character: string): boolean => drawable.has(character.codePointAt(0) ?? 0);
