import {
  createTheme,
  darken,
  lighten,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import type { Configuration } from '#libs/contracts';

/** The sea between two islands, at dusk. */
const lagoon: MantineColorsTuple = [
  '#e9f4f7',
  '#d0e7ee',
  '#a3cfdc',
  '#72b5c8',
  '#489bb2',
  '#28839c',
  '#126c86',
  '#0d5b72',
  '#0d4f66',
  '#083848',
];

const night: MantineColorsTuple = [
  '#e6eef2',
  '#c6d3da',
  '#a9bac4',
  '#8a9ca7',
  '#41545f',
  '#2c3c45',
  '#1b272e',
  '#0e161b',
  '#0a1115',
  '#060b0e',
];

const day: MantineColorsTuple = [
  '#f5f7f8',
  '#eaeff1',
  '#d9e1e5',
  '#c3ced4',
  '#9fb0b9',
  '#71848f',
  '#4d606b',
  '#374852',
  '#25343d',
  '#14222a',
];

const alarm: MantineColorsTuple = [
  '#ffeaed',
  '#ffd3d9',
  '#f7a5b0',
  '#ee7485',
  '#e14a61',
  '#d02c47',
  '#b81d38',
  '#a3102a',
  '#8a0b22',
  '#650716',
];

/** Shades around one colour, for an agency that gives its own. */
const shadesOf = (colour: string): MantineColorsTuple => [
  lighten(colour, 0.92),
  lighten(colour, 0.8),
  lighten(colour, 0.6),
  lighten(colour, 0.4),
  lighten(colour, 0.25),
  lighten(colour, 0.12),
  lighten(colour, 0.05),
  colour,
  darken(colour, 0.15),
  darken(colour, 0.35),
];

const FONT = "'Source Sans 3 Variable', 'Source Sans 3', system-ui, sans-serif";

/** A dialog's head is no banner of the page. */
const plainHeader = { header: { role: 'none' } };

/** `close` is what a close button is called in the reader's language. */
export function makeTheme(colours: Configuration['colours'], close: string): MantineThemeOverride {
  return createTheme({
    primaryColor: 'primary',
    primaryShade: { light: 7, dark: 6 },
    autoContrast: true,
    colors: { primary: colours.primary ? shadesOf(colours.primary) : lagoon, dark: night, gray: day, red: alarm },
    black: '#14222a',
    fontFamily: FONT,
    headings: { fontFamily: FONT, fontWeight: '650', textWrap: 'pretty' },
    fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.1875rem', xl: '1.375rem' },
    lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
    defaultRadius: 'md',
    radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
    respectReducedMotion: true,
    cursorType: 'pointer',
    components: {
      Button: { defaultProps: { size: 'md' } },
      TextInput: { defaultProps: { size: 'md' } },
      Autocomplete: { defaultProps: { size: 'md' } },
      Select: { defaultProps: { size: 'md' } },
      MultiSelect: { defaultProps: { size: 'md' } },
      PasswordInput: { defaultProps: { size: 'md' } },
      Textarea: { defaultProps: { size: 'md' } },
      NativeSelect: { defaultProps: { size: 'md' } },
      Checkbox: { defaultProps: { size: 'md' } },
      Switch: { defaultProps: { size: 'md' } },
      Modal: {
        defaultProps: {
          radius: 'lg',
          centered: true,
          transitionProps: { duration: 120 },
          attributes: plainHeader,
          closeButtonProps: { 'aria-label': close },
        },
      },
      Drawer: {
        defaultProps: {
          transitionProps: { duration: 120 },
          attributes: plainHeader,
          closeButtonProps: { 'aria-label': close },
        },
      },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': close } } },
      Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    },
  });
}

/** What Mantine has no name for; the rest of the palette is in `base.css`. */
export const makeVariables =
  (colours: Configuration['colours']): CSSVariablesResolver =>
  () => ({
    variables: { '--vigie-accent': colours.accent ?? '#ffc24b' },
    light: {
      '--mantine-color-body': '#f5f7f8',
      '--mantine-color-dimmed': '#4d606b',
      '--mantine-color-placeholder': '#66767f',
      '--mantine-color-error': '#a3102a',
      '--mantine-color-anchor': 'var(--mantine-color-primary-7)',
    },
    dark: {
      '--mantine-color-dimmed': '#a9bac4',
      '--mantine-color-placeholder': '#8a9ca7',
      '--mantine-color-error': '#ff9aa8',
      '--mantine-color-anchor': 'var(--mantine-color-primary-3)',
      // Mantine's own is darker than the card that the button lies on, and looks like a hole in it.
      '--mantine-color-primary-light': 'color-mix(in srgb, var(--mantine-color-primary-5) 30%, var(--vigie-surface))',
      '--mantine-color-primary-light-hover':
        'color-mix(in srgb, var(--mantine-color-primary-5) 45%, var(--vigie-surface))',
    },
  });
