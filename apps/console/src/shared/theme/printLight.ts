const SCHEME = 'data-mantine-color-scheme';

/** Paper is white: whatever is printed is drawn with the light colours. */
export function printLight(root = document.documentElement) {
  let shown: string | null = null;
  window.addEventListener('beforeprint', () => {
    shown = root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, 'light');
  });
  window.addEventListener('afterprint', () => {
    if (shown !== null) root.setAttribute(SCHEME, shown);
  });
}
