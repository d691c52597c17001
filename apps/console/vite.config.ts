import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

/** Where the API and the sockets are while the console is developed with `npx vite apps/console`. */
const api = process.env['VIGIE_CONSOLE_API'] ?? 'http://127.0.0.1:8080';

/** Writes scripts, styles and WebAssembly compressed beside themselves: the gateway sends them as they are, and compresses nothing. */
function precompressed(): Plugin {
  // The best that there is: it costs the build a second, and everybody who opens the console saves the bytes.
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    name: 'precompressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const source = file.type === 'chunk' ? file.code : file.source;
        if (!/\.(js|css|wasm)$/.test(name) || source.length < 1024) continue;
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(source, { params }));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(source));
      }
    },
  };
}

/** Where the console begins, once `main.tsx` stands. */
const START = join(import.meta.dirname, 'src/app/start.tsx');
const FIRST = 'first';
/** What runs before it: tells that it could not be loaded, and asks meanwhile. */
const BEFORE = /index\.html$|src\/main\.tsx$|app\/early\.ts$|vite\/|rolldown\/runtime/;

/** Names in the page what its first script asks for next, so that all of it is asked for at once. */
function preloadFirst(): Plugin {
  const inHead = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'link', attrs, injectTo: 'head' });
  return {
    name: 'preload-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle).flatMap((file) => {
          if (file.type !== 'chunk' || (file.name !== FIRST && file.facadeModuleId !== START)) return [];
          const styles = [...(file.viteMetadata?.importedCss ?? [])];
          return [
            inHead({ rel: 'modulepreload', href: `/${file.fileName}` }),
            ...styles.map((name) => inHead({ rel: 'preload', as: 'style', href: `/${name}` })),
          ];
        }),
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompressed(), preloadFirst()],
  // `source`: the contracts come from their TypeScript, never from a dist that may be stale.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    // The content policy has no data: source for fonts.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), start: START },
      // All that the start needs in one file: of sixty small ones each would cost a slow phone its headers, and its turn among six
      // connections. What only other pages need stays in files of their own.
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: FIRST, tags: ['$initial'], test: (id: string) => !BEFORE.test(id) }],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': api, '/socket.io': { target: api, ws: true } },
  },
});
