// A browser as villagers have it: Debian's Chromium on a phone's or a desk's screen, with and without scripts.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './portal.mjs';

export const widths = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

const axe = fs.readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const pictures = process.argv.includes('--update') || process.env.UPDATE_PICTURES
  ? path.join(root, 'docs/pictures/portal') : null;

let running;

async function launched() {
  running ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--lang=zh-CN', '--force-color-profile=srgb'],
  });
  return running;
}

export async function closeBrowser() {
  if (running) await (await running).close();
  running = undefined;
}

/** A person at a screen, with cookies of their own. What the page's policy refuses is collected in `complaints`. */
export async function visitor(portal, { screen = 'phone', scripts = false } = {}) {
  const browser = await launched();
  const context = await browser.newContext({
    baseURL: portal.address, viewport: widths[screen], locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
    javaScriptEnabled: scripts, hasTouch: screen === 'phone', isMobile: screen === 'phone',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') page.complaints.push(message.text()); });
  return page;
}

/** Passwords of the demonstration village are the name and the year. */
export async function signIn(page, name, password = `${name}-2026`) {
  await page.goto('/sign-in');
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** What a reader of screens, and one who cannot see contrasts, would stumble over. `page` has scripts. */
export async function accessibilityFaults(page) {
  // The page's policy allows no script; the check is put into it by the debugger, which the policy does not bind.
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  }));
  return result.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** Pixels by which the page is wider than the screen: on a phone nobody wants to scroll sideways. */
export async function overhang(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Keeps a picture in the documents where they are to be made anew, else nowhere. */
export async function picture(page, name, options = {}) {
  if (!pictures) return;
  fs.mkdirSync(pictures, { recursive: true });
  const file = path.join(pictures, `${name}.png`);
  await page.screenshot({ path: file, ...options });
}
