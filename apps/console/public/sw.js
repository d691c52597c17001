// Keeps the console's own files so that it opens without a network. Never the API: what is shown there must be true.
const CACHE = 'vigie-console-1';

const isOwnFile = (url) => url.origin === self.location.origin && url.pathname.startsWith('/assets/');
const isData = (url) => url.pathname.startsWith('/api/') || url.pathname.startsWith('/socket.io');

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The page names the files it has loaded before this worker was there. */
self.addEventListener('message', (event) => {
  const files = event.data && Array.isArray(event.data.keep) ? event.data.keep : [];
  const own = files.filter((file) => isOwnFile(new URL(file, self.location.href)));
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.allSettled([...own, '/'].map((file) => cache.add(file)))));
});

/** Files with a hash in their name never change. */
async function fromCacheFirst(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** Milliseconds after which a network that says nothing counts as none. */
const PATIENCE = 5_000;

const silence = () =>
  new Promise((_, reject) => setTimeout(() => reject(new Error('the network says nothing')), PATIENCE));

/** The page from the network; the kept one when that is away, hangs, or a proxy answers in the platform's place. */
async function pageOrKept(request) {
  const kept = await caches.match('/');
  try {
    // A navigation can be given no signal of ours.
    const answer = await (kept ? Promise.race([fetch(request), silence()]) : fetch(request));
    if (answer.ok) await (await caches.open(CACHE)).put('/', answer.clone());
    return answer.status >= 500 && kept ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || isData(url)) return;
  if (event.request.mode === 'navigate') event.respondWith(pageOrKept(event.request));
  else if (isOwnFile(url)) event.respondWith(fromCacheFirst(event.request));
});
