// What a browser is made to send from elsewhere, and what is typed into addresses by hand.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, test } from 'node:test';
import { closeBrowser, signIn, visitor } from './browser.mjs';
import { Portal } from './portal.mjs';

after(closeBrowser);

/** Another site, whose page has this form. */
async function elsewhere(t, form) {
  const server = http.createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(`<!DOCTYPE html><title>x</title>${form}`));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://localhost:${server.address().port}/`;
}

test('a form posted from elsewhere does nothing', async (t) => {
  const portal = await Portal.start();
  t.after(() => portal.stop());
  const zhang = await visitor(portal, { screen: 'desk' });
  await signIn(zhang, 'zhang');
  const count = () => portal.ask('redemptions', '--household', 'H01').redemptions.length;
  const before = count();
  const site = await elsewhere(t, `<form method="post" action="${portal.address}/shop/goods/soap"><input name="pieces" value="1">
    <input name="key" value="${'0'.repeat(32)}"><button>win a prize</button></form>`);
  await zhang.goto(site);
  const [answer] = await Promise.all([zhang.waitForNavigation(), zhang.getByRole('button').click()]);
  // Without a cookie, which no form from elsewhere brings along, it leads to the first page; with one it is refused.
  assert.ok(answer.status() === 403 || ['/', '/sign-in'].includes(new URL(zhang.url()).pathname), `${answer.status()} ${zhang.url()}`);
  assert.equal(count(), before);
});

test('desks are for those who work at them', async (t) => {
  const portal = await Portal.start();
  t.after(() => portal.stop());
  const pages = { '/desk': ['sun', 'chen', 'zhou'], '/month': ['chen'], '/stock': ['chen'], '/tables': ['chen'], '/audit': ['zhou'], '/audit/export/csv': ['zhou'],
    '/audit/tables/1': ['zhou'], '/what-if': ['sun', 'chen', 'zhou'] };
  for (const name of ['zhang', 'sun', 'chen', 'zhou']) {
    const page = await visitor(portal, { screen: 'desk' });
    await signIn(page, name);
    for (const [address, allowed] of Object.entries(pages)) {
      const answer = await page.request.get(address);
      assert.equal(answer.status(), allowed.includes(name) ? 200 : 403, `${name} ${address}`);
    }
  }
  const stranger = await visitor(portal, { screen: 'desk' });
  for (const address of Object.keys(pages)) {
    const answer = await stranger.request.get(address, { maxRedirects: 0 });
    assert.equal(answer.status(), 303, `nobody signed in: ${address}`);
  }
});

test('what people type is shown, never run', async (t) => {
  const portal = await Portal.start();
  t.after(() => portal.stop());
  const text = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  const zhang = await visitor(portal, { screen: 'desk', scripts: true });
  const chen = await visitor(portal, { screen: 'desk', scripts: true });
  const asked = [];
  for (const page of [zhang, chen]) page.on('dialog', (dialog) => { asked.push(dialog.message()); dialog.dismiss(); });
  await signIn(zhang, 'zhang');
  await zhang.goto('/board');
  const claim = zhang.locator('main li', { has: zhang.locator('summary') }).first();
  await claim.locator('summary').click();
  await claim.locator('input[name=reason]').fill(text);
  await claim.getByRole('button', { name: '提出异议' }).click();
  await zhang.getByText('异议收到了').waitFor();
  await signIn(chen, 'chen');
  await chen.goto('/desk');
  assert.match(await chen.locator('main').innerText(), /<img src=x onerror=alert\(1\)>/);
  assert.equal(await chen.locator('main script, main img[src=x]').count(), 0);
  assert.deepEqual(asked, []);
});

test('a table with mistakes is refused row by row, and nothing of it is kept', async (t) => {
  const portal = await Portal.start();
  t.after(() => portal.stop());
  const chen = await visitor(portal, { screen: 'desk' });
  await signIn(chen, 'chen');
  await chen.goto('/tables');
  const section = chen.locator('section', { has: chen.getByRole('heading', { name: '兑换物品' }) });
  const upload = async (content) => {
    await section.locator('input[type=file]').setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await section.locator('button').click();
  };
  const shelf = () => portal.ask('shelf').goods.length;
  const before = shelf();
  await upload('goods,title,points,stock\nseed,种子,abc,5\nfan,扇子,2,-1\n');
  await chen.getByText('什么都没有保存').waitFor();
  const rows = await chen.locator('table.mistakes tbody tr').allInnerTexts();
  assert.ok(rows.length >= 2 && rows[0].startsWith('2') && rows.at(-1).startsWith('3'), rows.join(' / '));
  assert.equal(shelf(), before);
  await upload('goods,title,points,stock\nseed,种子,2.5,5\n');
  await chen.locator('.notice.good').waitFor();
  assert.equal(shelf(), before + 1);
});

test('opening a month again takes two people', async (t) => {
  const portal = await Portal.start();
  t.after(() => portal.stop());
  const chen = await visitor(portal, { screen: 'desk' });
  await signIn(chen, 'chen');
  const reopen = async (name, password) => {
    await chen.goto('/month');
    await chen.locator('summary', { hasText: '撤回最近一次结账' }).click();
    await chen.locator('details input[name=name]').fill(name);
    await chen.locator('details input[name=password]').fill(password);
    await chen.locator('details input[name=reason]').fill('红榜有误');
    await chen.locator('details button').click();
  };
  await reopen('chen', 'chen-2026');
  await chen.locator('.notice.bad').waitFor();
  await reopen('zhou', 'wrong');
  await chen.locator('.notice.bad').waitFor();
  assert.equal(portal.ask('sheet', '2026-04').month, '2026-04');
  await reopen('sun', 'sun-2026');
  await chen.locator('.notice.good').waitFor();
  assert.throws(() => portal.ask('sheet', '2026-04'));
  await chen.getByRole('button', { name: /^结账/ }).click();
  await chen.waitForURL(/2026-04\/sheet/);
  assert.deepEqual(portal.ask('verify', '--replay').findings, []);
});
