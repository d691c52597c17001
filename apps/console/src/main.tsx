import { askEarly } from './app/early.js';

try {
  const early = askEarly();
  const { start } = await import('./app/start.js');
  await start(early);
} catch (error) {
  document.getElementById('unstarted')?.removeAttribute('hidden');
  throw error;
}
