// The mini-program's back end (examples/mini-program) over HTTP, driven by its own client: retries, double taps, photos,
// strangers, another household, a bank that fails at the last moment. Afterwards the bank is verified.
'use strict';

const assert = require('node:assert');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { pb, root, folder } = require('./support.js');

const example = path.join(root, 'examples/mini-program');
const { build } = require(path.join(example, 'src/server.js'));
const { createVillage } = require(path.join(example, 'src/village.js'));
const { People } = require(path.join(example, 'src/people.js'));
const { Demonstration, WeChat, SignInRefused } = require(path.join(example, 'src/platform.js'));
const { points, newKey } = require(path.join(example, 'client/points.js'));

const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.from('a yard, swept'),
  Buffer.from([0xff, 0xd9]),
]);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The platform's `wx` over Node's fetch. `loses(url)`: the answer gets lost on its way back. */
function telephone(code, loses = () => false) {
  return {
    login: ({ success }) => success({ code }),
    request({ url, method, data, header, success, fail }) {
      const body = method === 'GET' || data === undefined ? undefined : JSON.stringify(data);
      fetch(url, { method, headers: body === undefined ? without(header, 'content-type') : header, body })
        .then(async (response) => {
          const text = await response.text();
          if (loses(url)) return fail({ errMsg: 'request:fail' });
          return success({
            statusCode: response.status,
            data: text === '' ? undefined : JSON.parse(text),
            header: response.headers,
          });
        })
        .catch(() => fail({ errMsg: 'request:fail' }));
    },
    uploadFile({ url, filePath, name, header, success, fail }) {
      const form = new FormData();
      form.append(name, new Blob([fs.readFileSync(filePath)], { type: 'image/jpeg' }), path.basename(filePath));
      fetch(url, { method: 'POST', headers: header, body: form })
        .then(async (response) => success({ statusCode: response.status, data: await response.text() }))
        .catch(() => fail({ errMsg: 'uploadFile:fail' }));
    },
  };
}
const without = (header, name) => Object.fromEntries(Object.entries(header).filter(([key]) => key !== name));

/** A village's server, and telephones of those who are signed in to it. */
async function start(t, { wrap = (bank) => bank } = {}) {
  const home = folder(t);
  const file = path.join(home, 'lixin.pointsbank');
  const state = { now: new Date('2026-03-02T09:00:00+08:00'), opened: 0, home, file };
  await createVillage(file, path.join(example, 'village'), { by: 'chen', at: '2026-03-01T00:00:00+08:00' });
  const server = await build({
    openBank: async () => wrap(await pb.Bank.open(file), ++state.opened),
    people: People.read(path.join(example, 'village/people.csv')),
    platform: new Demonstration(),
    photos: path.join(home, 'photos'),
    clock: () => state.now,
  });
  t.after(() => server.close());
  state.address = await server.listen({ port: 0, host: '127.0.0.1' });
  state.telephone = async (name, loses) => {
    const signed = points(telephone(`demo-${name}`, loses), state.address, async () => {});
    const { status, answer } = await signed.signIn();
    assert.strictEqual(status, 200, JSON.stringify(answer));
    return signed;
  };
  /** A session of somebody's without the client. */
  state.token = async (name) => {
    const said = await fetch(`${state.address}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: `demo-${name}` }),
    });
    return (await said.json()).token;
  };
  state.photo = (name, bytes) => {
    fs.writeFileSync(path.join(home, name), bytes);
    return path.join(home, name);
  };
  return state;
}

/** A claim of Zhang's for so many hours, with a photo, approved by both. */
async function earn(village, quantity = '4') {
  const [zhang, li, zhao] = await Promise.all(['zhang', 'li', 'zhao'].map((name) => village.telephone(name)));
  const photo = await zhang.upload(village.photo('yard.jpg', JPEG));
  assert.deepStrictEqual(photo, { status: 201, answer: { sha256: sha256(JPEG), type: 'image/jpeg' } });
  const claim = { kind: 'volunteering', occurred: '2026-03-01', quantity, evidence: [photo.answer.sha256] };
  const handedIn = await zhang.post('/claims', claim, newKey());
  assert.strictEqual(handedIn.status, 200, JSON.stringify(handedIn.answer));
  const { event } = handedIn.answer.values;
  for (const reviewer of [li, zhao]) {
    const { status, answer } = await reviewer.post(`/desk/claims/${event}/approve`, {}, newKey());
    assert.strictEqual(status, 200, JSON.stringify(answer));
  }
  return { zhang, li, zhao, event, claim };
}

async function verified(village) {
  const bank = await pb.Bank.open(village.file);
  assert.deepStrictEqual((await bank.verify({ replay: true })).findings, []);
  const found = {
    redemptions: await bank.redemptions({ household: 'H1' }),
    balances: await bank.balances({ at: village.now }),
    shelf: await bank.shelf(),
  };
  await bank.close();
  return found;
}

test('from a claim with a photo to goods', async (t) => {
  const village = await start(t);
  const { zhang, li, event } = await earn(village);
  const board = await li.get('/board');
  assert.deepStrictEqual(
    board.answer.claims.map((claim) => [claim.event, claim.name, claim.state]),
    [[event, '张*三', 'published']],
  );
  village.now = new Date('2026-03-06T08:00:00+08:00');
  const book = await zhang.get('/households/H1/passbook');
  assert.deepStrictEqual(
    [book.status, book.answer.balance.spendable, book.answer.lines[0].text.zh],
    [200, '8.0', '参加志愿服务（数量 4）'],
  );
  assert.match((await zhang.get(`/claims/${event}/why`)).answer.sentence.zh, /2 × 4 = 8\.0 分/);
  const shop = await zhang.get('/shop');
  assert.deepStrictEqual(
    [shop.answer.spendable, shop.answer.goods.map((line) => line.goods)],
    ['8.0', ['rice', 'soap']],
  );
  const bought = await zhang.post('/redemptions', { lines: { soap: 2 } }, newKey());
  assert.match(bought.answer.sentence.zh, /6\.0/);
  const poor = await zhang.post('/redemptions', { lines: { soap: 1 } }, newKey());
  assert.deepStrictEqual([poor.status, poor.answer.code], [409, 'too_few_points']);
  const chen = await village.telephone('chen');
  const [held] = (await chen.get('/desk/redemptions')).answer.redemptions;
  assert.strictEqual(
    (await chen.post(`/desk/redemptions/${held.redemption}/collect`, undefined, newKey())).status,
    200,
  );
  const states = async (query) => (await zhang.get(`/claims${query}`)).answer.claims?.map((claim) => claim.event);
  assert.deepStrictEqual(
    [await states(''), await states('?state=final'), await states('?state=published')],
    [[event], [event], []],
  );
  assert.strictEqual((await zhang.get('/claims?state=all')).status, 400);
  const found = await verified(village);
  assert.deepStrictEqual(
    found.redemptions.map((one) => [one.household, one.points, one.state]),
    [['H1', '6.0', 'collected']],
  );
});

test('lost answers and double taps happen once', async (t) => {
  const village = await start(t);
  await earn(village);
  village.now = new Date('2026-03-06T08:00:00+08:00');
  let lost = 0;
  const zhang = await village.telephone('zhang', (url) => url.endsWith('/redemptions') && ++lost <= 2);
  const once = await zhang.post('/redemptions', { lines: { soap: 1 } }, newKey());
  assert.deepStrictEqual([once.status, once.answer.replayed, lost], [200, true, 3]);
  const key = newKey();
  const taps = await Promise.all(
    Array.from({ length: 6 }, () => zhang.post('/redemptions', { lines: { soap: 1 } }, key)),
  );
  assert.deepStrictEqual(
    taps.map((tap) => tap.status),
    Array(6).fill(200),
  );
  assert.strictEqual(taps.filter((tap) => !tap.answer.replayed).length, 1);
  assert.strictEqual(new Set(taps.map((tap) => tap.answer.values.redemption)).size, 1);
  const other = await zhang.post('/redemptions', { lines: { soap: 2 } }, key);
  assert.deepStrictEqual([other.status, other.answer.code], [409, 'key_reused']);
  // Another person's telephone may make the same key by chance: it is his own action.
  const li = await village.telephone('li');
  assert.strictEqual((await li.post('/redemptions', { lines: { soap: 1 } }, key)).answer.code, 'too_few_points');
  const found = await verified(village);
  assert.strictEqual(found.redemptions.length, 2);
  assert.strictEqual(found.balances.find((one) => one.household === 'H1').spendable, '2.0');
  assert.strictEqual(found.shelf.find((line) => line.goods === 'soap').in_stock, 8);
});

test('where the bank cannot know the outcome, the same key finds out', async (t) => {
  const failing = { times: 1 };
  const wrap = (bank) =>
    new Proxy(bank, {
      get(target, name) {
        if (name !== 'redeem') return typeof target[name] === 'function' ? target[name].bind(target) : target[name];
        return async (...said) => {
          const answer = await target.redeem(...said);
          if (failing.times-- > 0) throw new pb.UnknownOutcomeError({ zh: '不知道', en: 'not known' });
          return answer;
        };
      },
    });
  const village = await start(t, { wrap });
  const { zhang } = await earn(village);
  village.now = new Date('2026-03-06T08:00:00+08:00');
  const key = newKey();
  const token = await village.token('zhang');
  const raw = await fetch(`${village.address}/redemptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: '{"lines":{"soap":1}}',
  });
  assert.deepStrictEqual(
    [raw.status, raw.headers.get('retry-after'), (await raw.json()).code],
    [503, '1', 'unknown_outcome'],
  );
  const again = await zhang.post('/redemptions', { lines: { soap: 1 } }, key);
  assert.deepStrictEqual([again.status, again.answer.replayed], [200, true]);
  assert.strictEqual(village.opened, 2, 'the bank was opened anew');
  assert.strictEqual((await verified(village)).redemptions.length, 1);
});

test('nobody sees what is not his', async (t) => {
  const village = await start(t);
  const { zhang, li, event } = await earn(village);
  const wang = await village.telephone('wang');
  const chen = await village.telephone('chen');
  const zhao = await village.telephone('zhao');
  const codeOf = async (asked) => (await asked).answer.code;
  assert.strictEqual((await li.get('/households/H1/passbook')).status, 403);
  assert.strictEqual((await chen.get('/households/H1/passbook')).status, 200);
  assert.strictEqual((await zhao.get('/households/H1/passbook')).status, 403, 'a reviewer is no clerk');
  for (const name of ['H9', 'h1', 'H1%00', '..%2FH1', 'H1%20'])
    assert.strictEqual((await zhang.get(`/households/${name}/passbook`)).status, 403);
  assert.strictEqual((await chen.get('/households/H9/passbook')).status, 404);
  assert.strictEqual(await codeOf(wang.get(`/claims/${event}/why`)), 'not_yours');
  assert.strictEqual(await codeOf(wang.post(`/claims/${event}/withdraw`, { reason: 'x' }, newKey())), 'not_yours');
  assert.strictEqual(await codeOf(zhang.post(`/desk/claims/${event}/approve`, {}, newKey())), 'not_allowed');
  assert.strictEqual(await codeOf(zhang.get('/desk/claims')), 'not_allowed');
  assert.strictEqual(
    await codeOf(zhao.post('/claims', { kind: 'litter', occurred: '2026-03-01' }, newKey())),
    'not_allowed',
  );
  // The bank's own word: Li is a reviewer, and it is his household's claim.
  const photo = await li.upload(village.photo('li.jpg', JPEG));
  const own = await li.post(
    '/claims',
    { kind: 'tidy_yard', occurred: '2026-03-01', evidence: [photo.answer.sha256] },
    newKey(),
  );
  const judged = await li.post(`/desk/claims/${own.answer.values.event}/approve`, {}, newKey());
  assert.deepStrictEqual([judged.status, judged.answer.code], [403, 'conflict_of_interest']);
  // Without a token, with a wrong one, with one that has ended.
  for (const authorization of [undefined, 'Bearer x', `Bearer ${'A'.repeat(43)}`, 'Basic eA==']) {
    const answer = await fetch(`${village.address}/households/H1/passbook`, {
      headers: authorization ? { authorization } : {},
    });
    assert.strictEqual(answer.status, 401);
  }
  const token = await village.token('zhang');
  const withToken = async () =>
    (await fetch(`${village.address}/me`, { headers: { authorization: `Bearer ${token}` } })).status;
  assert.strictEqual(await withToken(), 200);
  const ending = await village.token('zhang');
  assert.strictEqual(
    (await fetch(`${village.address}/session`, { method: 'DELETE', headers: { authorization: `Bearer ${ending}` } }))
      .status,
    204,
  );
  assert.strictEqual(
    (await fetch(`${village.address}/me`, { headers: { authorization: `Bearer ${ending}` } })).status,
    401,
  );
  village.now = new Date(village.now.getTime() + 13 * 3600_000);
  assert.strictEqual(await withToken(), 401);
  assert.strictEqual((await zhang.get('/me')).status, 200, 'the client signs in again by itself');
  const stranger = await fetch(`${village.address}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"code":"demo-stranger"}',
  });
  assert.strictEqual(stranger.status, 403);
  await verified(village);
});

test('photos: bounded, looked at, and one household each', async (t) => {
  const village = await start(t);
  const zhang = await village.telephone('zhang');
  const huge = await zhang.upload(village.photo('huge.jpg', Buffer.concat([JPEG, Buffer.alloc(6 << 20)])));
  assert.deepStrictEqual([huge.status, huge.answer.code], [413, 'too_large']);
  for (const [name, bytes] of [
    ['page.jpg', '<html><script>alert(1)</script></html>'],
    ['empty.jpg', ''],
    ['svg.jpg', '<svg onload="x()"/>'],
    ['program.jpg', '\x7fELF\x02\x01\x01'],
  ]) {
    const refused = await zhang.upload(village.photo(name, bytes));
    assert.deepStrictEqual([refused.status, refused.answer.code], [415, 'no_photo'], name);
  }
  const kept = () =>
    fs.readdirSync(path.join(village.home, 'photos'), { recursive: true }).filter((name) => String(name).includes('.'));
  assert.deepStrictEqual(kept(), [], 'nothing is left of what was refused');
  const photo = await zhang.upload(village.photo('x.jpg', JPEG));
  const li = await village.telephone('li');
  const stolen = await li.post(
    '/claims',
    { kind: 'tidy_yard', occurred: '2026-03-01', evidence: [photo.answer.sha256] },
    newKey(),
  );
  assert.deepStrictEqual([stolen.status, stolen.answer.code], [400, 'photo_unknown']);
  const none = await zhang.post('/claims', { kind: 'tidy_yard', occurred: '2026-03-01' }, newKey());
  assert.deepStrictEqual([none.status, none.answer.code], [409, 'evidence_missing']);
  const claim = await zhang.post(
    '/claims',
    { kind: 'tidy_yard', occurred: '2026-03-01', evidence: [photo.answer.sha256] },
    newKey(),
  );
  const token = await village.token('wang');
  const shown = await fetch(`${village.address}/claims/${claim.answer.values.event}/photos/${photo.answer.sha256}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.deepStrictEqual(
    [shown.status, shown.headers.get('content-type'), shown.headers.get('x-content-type-options')],
    [200, 'image/jpeg', 'nosniff'],
  );
  assert.ok(Buffer.from(await shown.arrayBuffer()).equals(JPEG));
  await verified(village);
});

test('uploads are so many in a minute', async (t) => {
  const village = await start(t);
  const zhang = await village.telephone('zhang');
  const photo = village.photo('yard.jpg', JPEG);
  const uploads = await Promise.all(Array.from({ length: 22 }, () => zhang.upload(photo)));
  const count = (status) => uploads.filter((one) => one.status === status).length;
  assert.deepStrictEqual([count(201), count(429)], [20, 2]);
  village.now = new Date(village.now.getTime() + 60_000);
  assert.strictEqual((await zhang.upload(photo)).status, 201);
});

test('requests that are wrong are told what is wrong', async (t) => {
  const village = await start(t);
  const zhang = await village.telephone('zhang');
  const said = async (asked) => {
    const { status, answer } = await asked;
    return [status, answer.code];
  };
  assert.deepStrictEqual(await said(zhang.post('/redemptions', { lines: { soap: 1 } })), [400, 'key_missing']);
  assert.deepStrictEqual(await said(zhang.post('/redemptions', { lines: { soap: 0.5 } }, newKey())), [
    400,
    'bad_request',
  ]);
  assert.deepStrictEqual(await said(zhang.post('/redemptions', { lines: { soap: '1' } }, newKey())), [
    400,
    'bad_request',
  ]);
  assert.deepStrictEqual(await said(zhang.post('/redemptions', { lines: { soap: 1 }, by: 'chen' }, newKey())), [
    400,
    'bad_request',
  ]);
  assert.deepStrictEqual(
    await said(zhang.post('/claims', { kind: 'volunteering', occurred: '2026-02-30', quantity: '1' }, newKey())),
    [400, 'input'],
  );
  assert.deepStrictEqual(
    await said(zhang.post('/claims', { kind: 'x'.repeat(70_000), occurred: '2026-03-01' }, newKey())),
    [413, 'too_large'],
  );
  assert.deepStrictEqual(await said(zhang.get('/nothing')), [404, 'not_there']);
  const tries = await Promise.all(
    Array.from({ length: 40 }, () =>
      fetch(`${village.address}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"code":"guess"}',
      }),
    ),
  );
  assert.deepStrictEqual([...new Set(tries.map((one) => one.status))].sort(), [401, 429]);
  await verified(village);
});

test('an objection stops a claim until somebody decides', async (t) => {
  const village = await start(t);
  const { zhang, event } = await earn(village);
  const wang = await village.telephone('wang');
  village.now = new Date('2026-03-03T08:00:00+08:00');
  assert.strictEqual(
    (await wang.post(`/claims/${event}/objection`, { reason: 'nobody saw him' }, newKey())).status,
    200,
  );
  village.now = new Date('2026-03-09T08:00:00+08:00');
  assert.strictEqual((await zhang.get('/households/H1/passbook')).answer.balance.spendable, '0.0');
  assert.deepStrictEqual(
    (await wang.get('/desk/claims')).answer.claims.map((claim) => [claim.event, claim.state]),
    [[event, 'objected']],
  );
  assert.strictEqual(
    (await wang.post(`/desk/claims/${event}/decide`, { keep: true, reason: 'seen on the list' }, newKey())).status,
    200,
  );
  village.now = new Date('2026-03-16T08:00:00+08:00');
  assert.strictEqual((await zhang.get('/households/H1/passbook')).answer.balance.spendable, '8.0');
  await verified(village);
});

test('code2Session is asked as the platform says', async () => {
  const asked = [];
  const platform = (answer) =>
    new WeChat({
      appId: 'wx1',
      secret: 's&t',
      fetch: async (url) => {
        asked.push(new URL(url));
        return { json: async () => answer };
      },
    });
  assert.strictEqual(await platform({ openid: 'o1', session_key: 'k' }).openIdOf('c 1'), 'o1');
  assert.deepStrictEqual(Object.fromEntries(asked[0].searchParams), {
    appid: 'wx1',
    secret: 's&t',
    js_code: 'c 1',
    grant_type: 'authorization_code',
  });
  await assert.rejects(platform({ errcode: 40029 }).openIdOf('used'), SignInRefused);
});
