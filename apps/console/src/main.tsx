import { z } from 'zod';

// The content policy forbids `eval`; zod asks for it when a schema is made, so this comes before any contract is loaded.
z.config({ jitless: true });

try {
  const { start } = await import('./app/start.js');
  await start();
} catch (error) {
  document.getElementById('unstarted')?.removeAttribute('hidden');
  throw error;
}
