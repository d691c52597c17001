import type { Configuration } from '#libs/contracts';

type Theme = Omit<Configuration, 'territories'>;

/** What the console's files call the product. */
const NAME = 'Vigie';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The console's page under the agency's name for it: its title, and what stands there before any script runs. */
export const brandedPage = (page: string, { productName }: Theme): string =>
  page.replaceAll(NAME, () => productName.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter));

/** What a telephone calls the installed console, and the colour around it. */
export function brandedManifest(manifest: string, { productName, colours }: Theme): string {
  const standard = JSON.parse(manifest) as Record<string, unknown>;
  return JSON.stringify({
    ...standard,
    name: productName,
    short_name: productName,
    ...(colours.primary && { theme_color: colours.primary }),
  });
}
