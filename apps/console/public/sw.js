// Keeps the console's own files so that it opens without a network. Never the API: what is shown there must be true.
const CACHE = 'vigie-console-1';

/** Beside the page and what its build has named: these keep their names. */
const UNHASHED = ['/boot.css', '/color-scheme.js', '/favicon.svg', '/icon-192.png', '/manifest.webmanifest'];

const isOwn = (url) => url.origin === self.location.origin;
const isHashed = (url) => isOwn(url) && url.pathname.startsWith('/assets/');
const isData = (url) => url.pathname.startsWith('/api/') || url.pathname.startsWith('/socket.io');

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The page names the files it has loaded before this worker was there. */
self.addEventListener('message', (event) => {
  const files = event.data && Array.isArray(event.data.keep) ? event.data.keep : [];
  const own = files.filter((file) => isHashed(new URL(file, self.location.href)));
  event.waitUntil(
    caches.open(CACHE).then((cache) => Promise.allSettled([...own, ...UNHASHED, '/'].map((file) => cache.add(file)))),
  );
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

/** From the network; what is kept under that path when it is away, hangs, or a proxy answers in the platform's place. */
async function freshOrKept(request, path) {
  const kept = await caches.match(path);
  try {
    // A navigation can be given no signal of ours.
    const answer = await (kept ? Promise.race([fetch(request), silence()]) : fetch(request));
    if (answer.ok) await (await caches.open(CACHE)).put(path, answer.clone());
    return answer.status >= 500 && kept ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || isData(url)) return;
  if (event.request.mode === 'navigate') event.respondWith(freshOrKept(event.request, '/'));
  else if (isHashed(url)) event.respondWith(fromCacheFirst(event.request));
  else if (isOwn(url) && UNHASHED.includes(url.pathname)) event.respondWith(freshOrKept(event.request, url.pathname));
});
