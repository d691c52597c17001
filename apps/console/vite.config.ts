import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Where the API and the sockets are while the console is developed with `npx vite apps/console`. */
const api = process.env['VIGIE_CONSOLE_API'] ?? 'http://127.0.0.1:8080';

/** Writes scripts, styles and WebAssembly compressed beside themselves: the gateway sends them as they are, and compresses nothing. */
function precompressed(): Plugin {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompressed()],
  // `source`: the contracts come from their TypeScript, never from a dist that may be stale.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    // The content policy has no data: source for fonts.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': api, '/socket.io': { target: api, ws: true } },
  },
});
