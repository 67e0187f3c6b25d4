// Keeps the whole site at hand, so that it opens without a network after the first visit.
//
// One version of this file belongs to one version of the site. It answers only from a cache of its own, filled
// completely before it takes over, and it takes over only when no page of an older version is open: a page never
// gets files of two versions. Pretrained models are large, and come into it when they are first asked for; of the two
// workers it keeps the one that this browser runs.

// Filled in when the site is built (xtask/src/stamp.rs): the version, and each file with a hash of its content.
const VERSION = 'stamp:version';
const FILES = 'stamp:files';

const SCOPE = new URL(registration.scope);
// Other sites, and other copies of this one, may live on the same origin: the name says whose cache it is.
const OURS = `heedmap-${SCOPE.pathname}#`;
const CACHE = OURS + VERSION;
// In each cache, beside the files, lies the list of their hashes.
const LIST = address('heedmap-files.json');
importScripts(address(Object.keys(FILES).find((name) => name.endsWith('/relaxed_simd.js'))));
// The program of the first picture is for visits without us.
const isFirst = (name) => name.endsWith('/first.js') || name.endsWith('/first_bg.wasm');
// Files that are kept only once somebody has wanted them.
const OTHER = [`/${OTHER_WORKER}.js`, `/${OTHER_WORKER}_bg.wasm`];
const isOther = (name) => OTHER.some((end) => name.endsWith(end));
const isLater = (name) => name.includes('/models/') || isOther(name) || isFirst(name);
const NAMES = new Map(Object.keys(FILES).map((name) => [address(name), name]));

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name) event.respondWith(answer(name, event));
});

// All or nothing: if one file fails, so does the installation, and the browser tries again at a later visit.
async function install() {
  const known = await filesOfOlderVersions();
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(FILES).map(async ([name, hash]) => {
      // What the two workers have in common would bring the other one along.
      const old = isOther(name) || isFirst(name) ? undefined : await known.get(hash)?.();
      if (old || !isLater(name)) await cache.put(address(name), await plain(old ?? await download(name)));
    }));
    await cache.put(LIST, new Response(JSON.stringify(FILES)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  // If a still newer version is on its way, its cache must not be touched; it will clear up after us.
  if (!registration.installing && !registration.waiting) {
    const older = (await ourCaches()).filter((name) => name !== CACHE);
    await Promise.all(older.map((name) => caches.delete(name)));
  }
  await clients.claim(); // so that the first visit, which began without us, need not be repeated
}

async function answer(name, event) {
  const cache = await caches.open(CACHE);
  // What we stored may have been thrown away by the browser to make room.
  const kept = await cache.match(address(name), { ignoreVary: true });
  if (kept || !isLater(name)) return kept ?? fetch(event.request);
  const response = await fetch(event.request);
  // Whether there is room for it is no concern of who asked.
  if (response.ok) event.waitUntil(cache.put(address(name), response.clone()).catch(() => {}));
  return response;
}

// The file that a request asks us for, whatever its query, or undefined if it is not ours to answer.
function nameOf(request) {
  if (request.method !== 'GET') return undefined;
  const url = request.url.replace(/[?#].*/, '');
  return url === SCOPE.href ? 'index.html' : NAMES.get(url);
}

async function download(name) {
  // The page is asked for by its folder: some servers redirect from index.html to there.
  const url = name === 'index.html' ? SCOPE.href : address(name);
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  // Files under v-… are of our version by their name. The page's name never changes, so we look into it.
  if (name === 'index.html' && !(await response.clone().text()).includes(`data-version="${VERSION}"`)) {
    throw new Error(`${url} is of another version than ${VERSION}`);
  }
  return response;
}

// A copy of a response that does not remember where it came from. A module takes its address from its response, and
// one that remembered the folder of an older version would import its neighbours from there.
async function plain(response) {
  const body = await response.arrayBuffer();
  const headers = new Headers(response.headers);
  headers.delete('content-encoding'); // the body has been decoded by now
  headers.set('content-length', body.byteLength);
  return new Response(body, { headers });
}

// What older versions have stored: from a content's hash to a function that gets it.
async function filesOfOlderVersions() {
  const known = new Map();
  for (const cacheName of await ourCaches()) {
    const cache = await caches.open(cacheName);
    const files = await (await cache.match(LIST))?.json() ?? {};
    for (const [name, hash] of Object.entries(files)) known.set(hash, () => cache.match(address(name)));
  }
  return known;
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

function address(name) {
  return new URL(name, SCOPE).href;
}
