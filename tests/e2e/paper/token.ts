import { type Client, readPdf } from '#libs/testing';
import type { ReadPdf } from '#libs/testing';

/** A PDF as a browser gets it. @throws when it gets something else */
export async function pdfAt(client: Client, path: string): Promise<{ bytes: Uint8Array; headers: Headers }> {
  const response = await fetch(new URL(path, client.baseUrl), { headers: { cookie: client.cookie } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw new Error(`answered ${response.status}: ${new TextDecoder().decode(bytes)}`);
  return { bytes, headers: response.headers };
}

export async function pagesAt(client: Client, path: string): Promise<ReadPdf> {
  return readPdf((await pdfAt(client, path)).bytes);
}

/** What a camera reads from the first page of a form: behind the console's address. */
export async function paperTokenIn(client: Client, path: string): Promise<string> {
  const { codes } = await pagesAt(client, path);
  const token = codes[0]?.[0]?.split('/paper/')[1];
  if (token === undefined) throw new Error('a camera reads no code on the form');
  return token;
}
