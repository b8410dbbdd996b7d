// Every page on a phone and on a desk: it answers, fits the screen, has no fault of accessibility that a machine can find,
// breaks no policy of its own; and its picture for the documents (`--update`, or UPDATE_PICTURES=1).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { accessibilityFaults, closeBrowser, overhang, picture, signIn, visitor, widths } from './browser.mjs';
import { Portal } from './portal.mjs';

let portal;
before(async () => { portal = await Portal.start(); });
after(async () => {
  await portal.stop();
  await closeBrowser();
});

// Who looks, at what, and what the picture is called; `mark` stands on the page. `{claim}` is a claim of H01 with a photo.
const pages = [
  ['', '/sign-in', 'sign-in', '登录'],
  ['zhang', '/', 'points', '荣誉积分'],
  ['zhang', '/passbook', 'passbook', '可兑换'],
  ['zhang', '/claims', 'claims', '申报'],
  ['zhang', '/claims/{claim}', 'claim', '照片'],
  ['zhang', '/claims/new', 'claim-choose', '志愿服务'],
  ['zhang', '/claims/new/tidy_yard', 'claim-form', '照片'],
  ['zhang', '/board', 'board', '月度红榜'],
  ['zhang', '/shop', 'shop', '肥皂'],
  ['zhang', '/shop/goods/soap', 'shop-goods', '确定兑换'],
  ['zhang', '/rules', 'rules', '志愿服务'],
  ['sun', '/desk', 'desk', '待审核'],
  ['chen', '/month', 'month', '结账'],
  ['chen', '/month/2026-04/sheet', 'sheet', '总校验码'],
  ['chen', '/record', 'record', '扣分项'],
  ['chen', '/record/litter', 'record-form', '户号'],
  ['chen', '/stock', 'stock', '待领取'],
  ['chen', '/tables', 'tables', 'CSV'],
  ['zhou', '/audit', 'audit', '核验'],
  ['zhou', '/what-if?field=volunteering+score.rate&value=3&from=2026-03-01', 'what-if', '结果'],
  ['wu', '/password', 'password', '密码'],
];

const isThorough = Boolean(process.env.UPDATE_PICTURES ?? process.env.POINTSBANK_THOROUGH);
const largest_picture = 150 * 1024;

async function look(page, address, mark) {
  const answer = await page.goto(address);
  assert.equal(answer.status(), 200, address);
  assert.match(await page.locator('body').innerText(), new RegExp(mark));
  assert.equal(await overhang(page), 0, 'nobody scrolls sideways');
  assert.deepEqual(page.complaints, []);
}

for (const screen of Object.keys(widths)) {
  test(`every page on a ${screen}'s screen`, async (t) => {
    const claim = portal.ask('claims', '--household', 'H01').claims.find(({ evidence }) => evidence.length > 0).event;
    const visitors = {};
    for (const [who, template, name, mark] of pages) {
      await t.test(`${name} (${template})`, async () => {
        if (!visitors[who]) {
          visitors[who] = await visitor(portal, { screen, scripts: true });
          if (who) await signIn(visitors[who], who);
        }
        const page = visitors[who];
        await look(page, template.replace('{claim}', claim), mark);
        if (name === 'what-if') await page.evaluate(() => document.querySelector('svg.picture').scrollIntoView({ block: 'center' }));
        await picture(page, `${name}-${screen}`);
        // The notice is sandboxed, so that nothing can run in it, the check neither; the library's own tests look at it.
        // On a desk's screen the same pages are looked at where there is time for it.
        const looks = name !== 'rules' && (screen === 'phone' || isThorough);
        if (looks) assert.deepEqual(await accessibilityFaults(page), []);
      });
    }
  });
}

for (const [layout, size] of [['lying', { width: 1920, height: 1080 }], ['upright', { width: 1080, height: 1920 }]]) {
  test(`the wall's screen, ${layout}`, async () => {
    const page = await visitor(portal, { screen: 'desk', scripts: true });
    await page.setViewportSize(size);
    await look(page, layout === 'upright' ? '/wall?layout=upright' : '/wall', '月度红榜');
    const { below, smallest } = await page.evaluate(() => ({
      below: document.documentElement.scrollHeight - innerHeight,
      smallest: Math.min(...[...document.querySelectorAll('td')].map((cell) => parseFloat(getComputedStyle(cell).fontSize))),
    }));
    assert.ok(below <= 0, `everything is on the screen (${below} px are below)`);
    // A screen of a metre across: its height in pixels of 1080 is 55 cm; 5 m need letters of 15 mm.
    assert.ok(smallest >= 30, `letters can be read from five metres: ${smallest} px`);
    assert.match(await page.locator('meta[http-equiv=refresh]').getAttribute('content'), /^\d+$/);
    await page.setViewportSize({ width: size.width / 2, height: size.height / 2 });
    await picture(page, `wall-${layout}`);
    // It loads itself anew because nobody stands there to do it; all else has to hold.
    assert.deepEqual((await accessibilityFaults(page)).filter((fault) => !fault.startsWith('meta-refresh')), []);
  });
}

test('the sheet and the passbook fit A4', async () => {
  for (const [who, address, most] of [['chen', '/month/2026-04/sheet', 3], ['zhang', '/passbook', 3]]) {
    const page = await visitor(portal, { screen: 'desk', scripts: true });
    await signIn(page, who);
    await page.goto(address);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 673, height: 1002 });  // A4 less margins of 16 mm
    assert.ok(await overhang(page) <= 0, `${address} is wider than A4`);
    assert.equal(await page.locator('header nav').isVisible(), false);
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
    assert.ok(count <= most, `${address}: ${count} pages`);
    await picture(page, `${address.includes('sheet') ? 'sheet' : 'passbook'}-printed`);
  }
});

test('in English no label is left in Chinese', async () => {
  const page = await visitor(portal, { screen: 'desk', scripts: true });
  await page.goto('/sign-in?lang=en');
  await signIn(page, 'zhang');
  for (const address of ['/', '/shop', '/board', '/claims']) {
    await page.goto(address);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    const labels = await page.locator('h1, nav a, th, button, label').allInnerTexts();
    assert.deepEqual(labels.filter((text) => /[\u4e00-\u9fff]/.test(text) && !/English|中文/.test(text)), [], address);
  }
});

test('pictures in the documents are small', () => {
  const folder = new URL('../../docs/pictures/portal/', import.meta.url);
  for (const file of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    assert.ok(fs.statSync(new URL(file, folder)).size < largest_picture, file);
  }
});
