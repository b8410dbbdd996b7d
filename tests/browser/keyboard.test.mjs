// A claim's way with the keyboard alone: whatever is needed can be reached with Tab, and one sees where one is.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, visitor } from './browser.mjs';
import { Portal } from './portal.mjs';

after(closeBrowser);

const farthest = 150;  // presses of Tab: more is not reachable in earnest

/** Presses Tab until what is wanted has the focus, and sees to it that the focus shows. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < farthest; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      return { tag: one.tagName, name: one.getAttribute('name') ?? '', type: one.type ?? '', text: (one.innerText ?? '').trim(),
        card: one.closest('article')?.innerText ?? '', near: one.closest('li')?.innerText ?? '',
        shows: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, seen: box.width > 0 && box.right > 0 };
    });
    if (!wanted(here)) continue;
    assert.ok(here.shows && here.seen, `one sees where the keyboard is: ${JSON.stringify(here)}`);
    return here;
  }
  throw new Error(`not reached with ${farthest} presses of Tab: ${wanted}`);
}

/** Presses Enter on what has the focus, and waits for the page that comes of it. */
async function enter(page, address) {
  await Promise.all([page.waitForURL(address), page.keyboard.press('Enter')]);
}

const field = (name) => (here) => here.name === name && here.type !== 'hidden';
const link = (text) => (here) => here.tag === 'A' && here.text.startsWith(text);
const button = (text) => (here) => here.tag === 'BUTTON' && here.text.startsWith(text);

async function signIn(page, name) {
  await page.goto('/sign-in');
  await tabTo(page, field('name'));
  await page.keyboard.type(name);
  await tabTo(page, field('password'));
  await page.keyboard.type(`${name}-2026`);
  await enter(page, (url) => url.pathname !== '/sign-in');
}

test('a claim, its reviews and the shop with the keyboard alone', async (t) => {
  const portal = await Portal.start();
  t.after(() => portal.stop());
  const people = {};
  for (const name of ['ouyang', 'sun', 'wang']) {
    people[name] = await visitor(portal, { screen: 'desk' });
    await signIn(people[name], name);
  }
  const villager = people.ouyang;

  await t.test('the first Tab leads past the menu', async () => {
    await villager.goto('/');
    await tabTo(villager, link('跳到正文'));
    await villager.keyboard.press('Enter');
    const inside = await tabTo(villager, () => true);
    assert.ok(await villager.evaluate(() => document.querySelector('main').contains(document.activeElement)), JSON.stringify(inside));
  });

  await t.test('claiming', async () => {
    await villager.goto('/');
    await tabTo(villager, link('我要申报'));
    await enter(villager, /\/claims\/new$/);
    await tabTo(villager, link('好人好事'));
    await enter(villager, /good_deed/);
    await tabTo(villager, field('points'));
    await villager.keyboard.type('4');
    await tabTo(villager, button('交上去'));
    await enter(villager, /\/claims\/[^/]+\?/);
    assert.match(await villager.locator('main').innerText(), /待审核/);
  });

  for (const [name, points] of [['sun', '3'], ['wang', '4']]) {
    await t.test(`${name} approves, and says how many points`, async () => {
      const reviewer = people[name];
      await reviewer.goto('/desk');
      const today = (here) => here.card.includes('好人好事') && here.card.includes('H06') && /日期\s*5月18日/.test(here.card);
      await tabTo(reviewer, (here) => field('points')(here) && today(here));
      await reviewer.keyboard.type(points);
      await tabTo(reviewer, (here) => button('通过')(here) && today(here));
      await enter(reviewer, /done/);
    });
  }

  await t.test('the mean of both is in publicity, and becomes points', async () => {
    const [claim] = portal.ask('claims', '--household', 'H06', '--state', 'published').claims.filter(({ occurred }) => occurred === '2026-05-18');
    assert.equal(claim.kind, 'good_deed');
    portal.moment('2026-05-22T08:00:00+08:00');
    await villager.goto('/');
    await tabTo(villager, link('我的存折'));
    await enter(villager, /passbook/);
    assert.match(await villager.locator('tbody').innerText(), /好人好事/);
    const line = portal.ask('statement', 'H06', '--at', '2026-05-22T08:00:00+08:00').lines.find(({ event }) => event === claim.event);
    assert.equal(line.standing, '3.5');
  });

  await t.test('redeeming', async () => {
    await villager.goto('/shop');
    await tabTo(villager, (here) => link('兑换')(here) && here.near.includes('肥皂'));
    await enter(villager, /goods\/soap/);
    await tabTo(villager, button('确定兑换'));
    await enter(villager, /said=redeemed/);
    assert.equal(portal.ask('redemptions', '--household', 'H06').redemptions.at(-1).state, 'held');
  });
});
