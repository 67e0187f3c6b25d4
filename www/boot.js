// Starts the application. It is the page's only script of its own: the page's policy allows none inside the HTML.

const here = new URL('.', import.meta.url); // the folder of this version's files
document.documentElement.dataset.base = here.href; // where the application finds its worker

await showFirst();
start();
keepForOffline();

// Where the page opens as it is by itself, a program that is small shows what the application will show first, and
// nothing else is asked for before that is on the screen. Of a page that this browser keeps, all is there at once.
async function showFirst() {
  const isPlain = location.hash.length < 2 && !location.search;
  if (!isPlain || document.hidden || navigator.serviceWorker?.controller) return;
  try {
    await run('first');
    await painted();
    performance.mark('heedmap-first-picture');
  } catch (error) {
    // The application shows it too, a little later.
    document.getElementById('first')?.remove();
    console.info('The first picture comes with the application:', error);
  }
}

// When what is in the page is on the screen. A page that is hidden meanwhile has no frames.
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
    setTimeout(resolve, 500);
  });
}

async function run(program) {
  // Both files are fetched at the same time; the second is compiled while it arrives.
  const code = fetchOk(new URL(`${program}_bg.wasm`, here));
  code.catch(() => {}); // if the import fails first, that is the failure to report
  const { default: init } = await import(new URL(`${program}.js`, here));
  await init({ module_or_path: code });
}

async function start() {
  try {
    await run('app');
  } catch (error) {
    console.error(error);
    if (hasSimd()) {
      say('Heedmap could not start; perhaps a file is missing or was replaced by a newer one. Please reload the page.',
        'Heedmap 未能启动；可能有文件缺失或已被新版本替换。请重新载入本页。');
    } else {
      say('Heedmap needs a browser with WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4 or newer.',
        'Heedmap 需要支持 WebAssembly SIMD 的浏览器：Chrome 或 Edge 91、Firefox 89、Safari 16.4 及更新版本。');
    }
  }
}

async function fetchOk(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response;
}

// Asks the browser about the smallest module with a vector in it: a function that returns i8x16.splat(0).
function hasSimd() {
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const types = [1, 5, 1, 0x60, 0, 1, 0x7b]; // one type: () -> v128
  const functions = [3, 2, 1, 0]; // one function of that type
  const bodies = [10, 8, 1, 6, 0, 0x41, 0, 0xfd, 15, 11]; // i32.const 0, i8x16.splat, end
  const bytes = new Uint8Array([...head, ...types, ...functions, ...bodies]);
  return typeof WebAssembly === 'object' && WebAssembly.validate(bytes);
}

// Puts one sentence, in both languages, and a way out in place of the page.
function say(english, chinese) {
  const box = document.createElement('main');
  box.id = 'boot-failure';
  box.setAttribute('role', 'alert');
  for (const [lang, text] of [['en', english], ['zh', chinese]]) {
    const line = document.createElement('p');
    line.lang = lang;
    line.textContent = text;
    box.append(line);
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Reload · 重新载入';
  button.addEventListener('click', () => location.reload());
  box.append(button);
  document.body.replaceChildren(box);
}

// Lets the service worker keep the site for visits without a network. The site works as well without it, so where a
// browser refuses (a private window, a plain http address) nobody is bothered. A site in development has no version.
async function keepForOffline() {
  const { version } = document.documentElement.dataset;
  if (!version || version === 'dev' || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
  } catch (error) {
    console.info('Heedmap will not be available offline:', error.message);
  }
}
