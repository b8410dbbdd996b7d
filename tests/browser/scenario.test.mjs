// The whole way of a claim through the portal, as people go it in a browser: on a phone without scripts, and on a desk.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, signIn, visitor } from './browser.mjs';
import { Portal } from './portal.mjs';
import { yard } from './photo.mjs';

after(closeBrowser);

/** The figures of the first page: standing and spendable. */
async function points(page) {
  await page.goto('/');
  const figures = await page.locator('.figures dd').allInnerTexts();
  return figures.map((text) => parseFloat(text)).slice(0, 2);
}

/** The card of a claim on the desk. */
function card(page, kind, household) {
  return page.locator('article.card', { has: page.getByRole('heading', { name: kind }) })
    .filter({ has: page.locator('dd', { hasText: new RegExp(`^${household}$`) }) });
}

async function approve(page, kind, household) {
  await page.goto('/desk');
  await card(page, kind, household).first().getByRole('button', { name: '通过' }).click();
  await page.getByText('已办理').waitFor();
}

for (const options of [{ screen: 'phone', scripts: false }, { screen: 'desk', scripts: true }]) {
  test(`a claim becomes points, and points become goods: ${options.screen}, ${options.scripts ? 'with' : 'without'} scripts`, async (t) => {
    const portal = await Portal.start();
    t.after(() => portal.stop());
    const zhang = await visitor(portal, options);
    const sun = await visitor(portal, options);
    const wang = await visitor(portal, options);
    const li = await visitor(portal, options);
    const clerk = await visitor(portal, options);
    await Promise.all([[zhang, 'zhang'], [sun, 'sun'], [wang, 'wang'], [li, 'li'], [clerk, 'chen']].map(([page, name]) => signIn(page, name)));
    const [standing, spendable] = await points(zhang);

    await t.test('a villager claims with a photo', async () => {
      await zhang.goto('/claims/new');
      await zhang.getByRole('link', { name: '无偿献血' }).click();
      await zhang.getByRole('textbox', { name: '哪一天' }).or(zhang.locator('input[name=occurred]')).first().fill('2026-05-16');
      await zhang.locator('input[type=file]').setInputFiles({ name: 'yard.png', mimeType: 'image/png', buffer: yard() });
      await zhang.locator('main form button[type=submit]').click();
      await zhang.waitForURL(/\/claims\/[^/]+\?/);
      assert.match(await zhang.locator('main').innerText(), /待审核/);
      assert.equal(await zhang.locator('main img').count(), 1);
      assert.ok(await zhang.locator('main img').first().evaluate((image) => image.naturalWidth > 0), 'the photo is shown');
    });

    await t.test('two reviewers approve it', async () => {
      await approve(sun, '无偿献血', 'H01');
      await sun.goto('/desk');
      assert.match(await card(sun, '无偿献血', 'H01').first().innerText(), /等待其他审核员/);
      await approve(wang, '无偿献血', 'H01');
      await zhang.goto('/board');
      assert.match(await zhang.locator('main').innerText(), /无偿献血/);
      assert.deepEqual(await points(zhang), [standing, spendable], 'nothing counts before publicity is over');
    });

    await t.test('nobody judges a claim of the own household', async () => {
      await li.goto('/claims/new/volunteering');
      await li.locator('input[name=quantity]').fill('3');
      await li.locator('main form button[type=submit]').click();
      await li.waitForURL(/\/claims\/[^/]+\?/);
      await li.goto('/desk');
      const own = card(li, '志愿服务', 'H02').first();
      assert.match(await own.innerText(), /本户的申报/);
      assert.equal(await own.getByRole('button').count(), 0);
    });

    await t.test('publicity runs, and the points arrive', async () => {
      portal.moment('2026-05-21T23:59:00+08:00');  // by then others of this household's claims have become final
      const [standing, spendable] = await points(zhang);
      portal.moment('2026-05-22T00:00:00+08:00');
      assert.deepEqual(await points(zhang), [standing + 10, spendable + 10]);
    });

    await t.test('the passbook explains them', async () => {
      await zhang.goto('/passbook');
      const line = zhang.locator('tbody tr', { hasText: '无偿献血' }).last();
      assert.match(await line.innerText(), /\+10\.0/);
      await line.getByRole('link', { name: '为什么' }).click();
      const why = await zhang.locator('main').innerText();
      assert.match(why, /审核通过/);
      assert.match(why, /10\.0/);
      const told = portal.ask('statement', 'H01', '--at', '2026-05-22T00:00:00+08:00').lines.at(-1);
      assert.equal(told.standing, '10.0', 'the bank says the same');
    });

    await t.test('an objection stops one', async () => {
      await approve(sun, '志愿服务', 'H02');
      await approve(wang, '志愿服务', 'H02');
      await zhang.goto('/board');
      const claim = zhang.locator('main li', { hasText: '志愿服务' }).filter({ hasText: 'H02' }).first();
      await claim.locator('summary').click();
      await claim.locator('input[name=reason]').fill('那天他在外地');
      await claim.getByRole('button', { name: '提出异议' }).click();
      await zhang.getByText('异议收到了').waitFor();
      const [before] = await points(li);
      portal.moment('2026-06-03T09:00:00+08:00');
      assert.equal((await points(li))[0], before, 'what is objected to does not become final by itself');
      const zhao = await visitor(portal, options);
      await signIn(zhao, 'zhao');
      await zhao.goto('/desk');
      const objected = card(zhao, '志愿服务', 'H02').first();
      await objected.locator('input[name=reason]').fill('查过了，属实不在村里');
      await objected.getByRole('button', { name: '异议成立' }).click();
      await zhao.getByText('已办理').waitFor();
      assert.equal((await points(li))[0], before);
    });

    await t.test('the shop takes the points, and a second tap takes none', async () => {
      const before = (await points(zhang))[1];
      await zhang.goto('/shop');
      await zhang.locator('main li', { hasText: '肥皂' }).first().getByRole('link', { name: '兑换' }).click();
      await zhang.getByRole('button', { name: '确定兑换' }).dblclick();
      await zhang.waitForURL(/\/shop\?/);
      assert.equal((await points(zhang))[1], before - 3);
      const held = portal.ask('redemptions', '--household', 'H01').redemptions.filter(({ date }) => date === '2026-06-03');
      assert.equal(held.length, 1);
    });

    await t.test('the clerk hands the goods over', async () => {
      await clerk.goto('/stock');
      const waiting = clerk.locator('article.card', { hasText: '肥皂' }).filter({ hasText: 'H01' }).first();
      await waiting.getByRole('button', { name: '已交给本人' }).click();
      await clerk.getByText('已办理').waitFor();
      await zhang.goto('/shop');
      assert.match(await zhang.locator('main').innerText(), /已领取/);
    });

    await t.test("another household's page is refused", async () => {
      const answer = await zhang.goto('/households/H02/passbook');
      assert.equal(answer.status(), 403);
      assert.doesNotMatch(await zhang.locator('main').innerText(), /余额|志愿服务/);
      const [claim] = portal.ask('claims', '--household', 'H02', '--state', 'rejected').claims;
      assert.equal((await zhang.goto(`/claims/${claim.event}`)).status(), 403);
    });

    await t.test('the wall shows the ranking with masked names', async () => {
      const wall = await visitor(portal, { screen: 'desk' });
      await wall.goto('/wall');
      const names = await wall.locator('.wall-ranking .name').allInnerTexts();
      assert.ok(names.length >= 5);
      for (const name of names) assert.match(name, /^.\*/, name);
      const redeemed = wall.locator('.wall-sums div', { hasText: '本月兑换' }).locator('b');
      assert.equal(await redeemed.innerText(), '3.0', 'the soap is all that was redeemed in June');
      assert.doesNotMatch(await wall.locator('body').innerText(), /张小三|李四梅|王建国|赵玉兰/);
    });

    await t.test('the book fits, and what the page says is what it says', async () => {
      assert.deepEqual(portal.ask('verify', '--replay').findings, []);
      const shown = await points(zhang);
      const [balance] = portal.ask('balance', 'H01', '--at', '2026-06-03T09:00:00+08:00').balances;
      assert.deepEqual(shown, [parseFloat(balance.standing), parseFloat(balance.spendable)]);
      for (const page of [zhang, sun, wang, li, clerk]) {
        const complaints = page.complaints.filter((text) => !/status of 403/.test(text));
        assert.deepEqual(complaints, []);
      }
    });
  });
}
