// Runs the checks in checks/ in a real browser. A file of checks is a topic; it exports a function that is given
// `check(name, [options], body)` and `each`:
//
//   export default function ({ check }) {
//     check("what a reader sees", async ({ page, open, see }) => {
//       await open("concepts/harbour-dues.html");
//       await see(".definition", /ship/);
//     });
//   }
//
// Every body runs twice, from file:// and over HTTP, each time with a page of its own. Afterwards the console
// must have been silent and no request may have left the book. Options: `book` ("book", the small one here,
// "documents", that with one document of each kind, "own", that of this repository, or one of those that hostile.mjs writes), `size` ([width, height]), `script: false`, `touch: true`, `once: true` (from disk only),
// `chromium` (why another browser cannot run it). `built` is the folder that holds the books.

import assert from "node:assert/strict";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const here = dirname(fileURLToPath(import.meta.url));
const [built, ...wanted] = process.argv.slice(2);
const firefox = /firefox/.test(process.env.BROWSER);
const PATIENCE = 20_000; // milliseconds until something that should be seen counts as missing

// A site may lie in any folder of a host, so here it does.
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".xml": "application/xml" };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://x").pathname).replace(/^\/some\/where\//, "");
  const file = join(built, normalize(path));
  const found = file.startsWith(built) && statSync(file, { throwIfNoEntry: false })?.isFile();
  if (!found) {
    response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
    return;
  }
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const roots = { "file://": pathToFileURL(built).href, "http://": `http://127.0.0.1:${server.address().port}/some/where` };

const browser = await puppeteer.launch({
  executablePath: process.env.BROWSER,
  browser: firefox ? "firefox" : "chrome",
  headless: true,
  args: firefox ? [] : ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

let passed = 0;
const failures = [];

async function run(topic, name, options, body, origin) {
  const root = `${roots[origin]}/${options.book ?? "book"}/`;
  // What a check keeps in the browser, such as the scheme it chose, is not there for the next.
  const reader = await browser.createBrowserContext();
  const page = await reader.newPage();
  const noise = [];
  let devtools;
  page.on("console", (message) => noise.push(`the console says: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`a script failed: ${error.message}`));
  page.on("request", (request) => {
    // The browser asks a host for its icon by itself.
    const own = request.url().startsWith(root) || /^(about|data|blob):|^http:\/\/127[^/]*\/favicon\.ico$/.test(request.url());
    if (!own) noise.push(`a request leaves the book: ${request.url()}`);
  });
  const [width, height] = options.size ?? [1280, 900];
  const until = (test, ...args) => page.waitForFunction(test, { timeout: PATIENCE, polling: 20 }, ...args);
  const tools = {
    page,
    root,
    firefox,
    assert,
    /** Waits until a function gives something true in the page. */
    until,
    /** Opens an address of the book. */
    open: (address) => page.goto(root + address),
    /** Makes the page see what a reader has set: `media({ "prefers-color-scheme": "dark" })`. All that is not named goes back. */
    media: async (features) => {
      devtools ??= await page.createCDPSession();
      await devtools.send("Emulation.setEmulatedMedia", { features: Object.entries(features).map(([name, value]) => ({ name, value })) });
    },
    /** Presses keys, one after the other. */
    press: async (...keys) => { for (const key of keys) await page.keyboard.press(key); },
    /** Types words. */
    type: (words) => page.keyboard.type(words),
    /** Waits until an element shows, with words that match. */
    see: async (selector, words = /(?:)/) => {
      const test = (selector, source, flags) => [...document.querySelectorAll(selector)].some((e) => e.getClientRects().length && new RegExp(source, flags).test(e.textContent));
      await until(test, selector, words.source, words.flags).catch(async () => {
        const texts = await page.$$eval(selector, (all) => all.map((e) => e.textContent.trim().slice(0, 200)));
        assert.fail(`no ${selector} with ${words} is to be seen; there are ${JSON.stringify(texts)}`);
      });
    },
    /** Waits until no such element shows. */
    gone: (selector) => until((s) => ![...document.querySelectorAll(s)].some((e) => e.getClientRects().length), selector),
    /** The texts of all such elements. */
    texts: (selector) => page.$$eval(selector, (all) => all.map((e) => e.textContent.trim())),
    /** Waits a while: only to see that something does not happen. */
    pause: (ms) => new Promise((then) => setTimeout(then, ms)),
  };
  try {
    page.setDefaultNavigationTimeout(120_000); // a machine may be slow
    await page.setViewport({ width, height, hasTouch: !!options.touch, isMobile: !!options.touch });
    if (options.script === false) await page.setJavaScriptEnabled(false);
    await body(tools);
    assert.deepEqual(noise, []);
    passed += 1;
  } catch (error) {
    failures.push(`${topic}: ${name} (${origin})\n${error.stack ?? error}${noise.length ? `\n${noise.join("\n")}` : ""}`);
    process.stdout.write(`  not so: ${name} (${origin})\n`);
  } finally {
    await reader.close();
  }
}

for (const file of readdirSync(join(here, "checks")).filter((f) => f.endsWith(".mjs")).sort()) {
  const topic = file.replace(".mjs", "");
  if (wanted.length && !wanted.includes(topic)) continue;
  const checks = [];
  const { default: list } = await import(pathToFileURL(join(here, "checks", file)));
  await list({ check: (name, options, body) => checks.push(body ? [name, options, body] : [name, {}, options]), assert, firefox, built });
  const since = Date.now();
  for (const [name, options, body] of checks) {
    const cannot = options.chromium ?? (options.script === false && "it cannot be told to run no scripts");
    if (firefox && cannot) {
      console.log(`  left out in Firefox: ${name}; ${cannot}`);
      continue;
    }
    for (const origin of options.once ? ["file://"] : Object.keys(roots)) await run(topic, name, options, body, origin);
  }
  console.log(`${topic}: ${checks.length} checks in ${((Date.now() - since) / 1000).toFixed(1)} s`);
}

await browser.close();
server.close();
console.log(failures.length ? `\n${failures.join("\n\n")}\n\n${failures.length} failed, ${passed} passed` : `${passed} passed`);
process.exit(failures.length || !passed ? 1 : 0);
