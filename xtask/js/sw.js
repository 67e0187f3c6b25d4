// Served by `cargo xtask serve` in place of www/sw.js. A built site may once have been looked at under this very
// address, and its service worker would now answer with old files. This one takes its place and steps down.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(stepDown()));

async function stepDown() {
  await registration.unregister();
  for (const page of await clients.matchAll({ type: 'window' })) page.navigate(page.url);
}
