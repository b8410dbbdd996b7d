// Wrong arguments, everywhere and of every kind: an error of ours, never a crash, never an answer.
'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { pb, RULES, HOUSEHOLDS, village, day } = require('./support.js');

/** The same numbers each time. */
function randomOf(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ODD = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  NaN,
  Infinity,
  2n ** 70n,
  '',
  'x',
  'a\nb',
  '\u0000',
  '\ud800',
  '../../etc/passwd\u0000.csv',
  'H'.repeat(100_000),
  Symbol('s'),
  () => 1,
  [],
  [[]],
  [1, 'x', null],
  {},
  { content: 5 },
  { name: {}, content: 'x' },
  { __proto__: null, household: 'H1' },
  new Date(NaN),
  new Date(),
  /x/,
  new Map(),
  new Uint8Array(8),
  Buffer.from('household\nH1\n'),
  new Proxy({}, {}),
  new URL('http://example.org/x'),
  Object.create(pb.Bank.prototype),
  Object.create(pb.Rules.prototype),
  new (class Deep {
    constructor() {
      this.self = this;
    }
  })(),
];

/** It is refused with an error of ours (or the platform's, of a URL or file), or does something harmless. */
async function refuses(call, counts) {
  try {
    await call();
    ++counts.passed;
  } catch (error) {
    const isOurs = error instanceof pb.PointsbankError;
    const isPlatform = error instanceof TypeError && typeof error.code === 'string' && error.code.startsWith('ERR_');
    assert.ok(isOurs || isPlatform, `${error?.stack ?? String(error)}`);
    if (isOurs) assert.ok(error.text.zh && error.text.en && error.code, `${error.stack} ${JSON.stringify(error)}`);
    ++counts.refused;
  }
}

const QUESTIONS = [
  'balances',
  'balance',
  'statement',
  'board',
  'why',
  'claims',
  'shelf',
  'redemptions',
  'verify',
  'differences',
  'sheet',
  'slip',
  'text',
  'decimals',
];
const COMMANDS = [
  'execute',
  'executeMany',
  'adopt',
  'roster',
  'members',
  'officers',
  'importEvents',
  'importEntries',
  'submit',
  'approve',
  'reject',
  'withdraw',
  'object',
  'decide',
  'appeal',
  'uphold',
  'dismiss',
  'settle',
  'goods',
  'redeem',
  'collect',
  'cancel',
  'transfer',
  'closeMonth',
  'reopenMonth',
  'forget',
];
const FIELDS = [
  'by',
  'at',
  'key',
  'table',
  'lists',
  'event',
  'household',
  'kind',
  'occurred',
  'quantity',
  'points',
  'attributes',
  'evidence',
  'lines',
  'shares',
  'reason',
  'keep',
  'month',
  'with',
  'person',
  'through',
  'redemption',
  'command',
  'from',
  'signal',
  'lang',
  'asOf',
  'entry',
  'threads',
  'onProgress',
  'state',
  'form',
];

test('functions with random arguments', async () => {
  const random = randomOf(7);
  const odd = () => ODD[random(ODD.length)];
  const rules = await pb.loadRules(RULES);
  const counts = { passed: 0, refused: 0 };
  const good = { households: HOUSEHOLDS, events: [], through: '2026-12-31' };
  for (let round = 0; round < 400; ++round) {
    const names = [
      'households',
      'events',
      'members',
      'entries',
      'published',
      'through',
      'asOf',
      'threads',
      'tables',
      'badRows',
      'signal',
      'onProgress',
      'colour',
    ];
    const inputs = { ...good, [names[random(names.length)]]: odd() };
    await refuses(() => pb.evaluate(round % 5 === 0 ? odd() : rules, round % 7 === 0 ? odd() : inputs), counts);
    await refuses(() => pb.explain(rules, inputs, random(2) ? odd() : { event: odd() }), counts);
    await refuses(() => pb.check(odd(), random(2) ? {} : odd()), counts);
    await refuses(() => pb.loadRules(random(2) ? odd() : [odd(), odd()]), counts);
    await refuses(() => pb.checkSlip(odd(), odd()), counts);
    await refuses(() => pb.checkSheet(odd(), odd()), counts);
    await refuses(() => pb.Bank.open(odd(), random(2) ? odd() : { threads: odd() }), counts);
    await refuses(() => pb.Bank.create(random(2) ? odd() : '/nowhere/x', odd(), odd()), counts);
  }
  assert.ok(counts.refused > 2000, JSON.stringify(counts));
});

test('results with random arguments', async () => {
  const random = randomOf(8);
  const odd = () => ODD[random(ODD.length)];
  const rules = await pb.loadRules(RULES);
  const result = await pb.evaluate(rules, { households: HOUSEHOLDS, events: [], through: '2026-12-31' });
  const counts = { passed: 0, refused: 0 };
  for (let round = 0; round < 200; ++round) {
    await refuses(() => result.csv(odd(), random(2) ? {} : odd()), counts);
    await refuses(() => result.units(odd()), counts);
    await refuses(() => result.explain(odd(), random(2) ? {} : odd()), counts);
    await refuses(async () => result.table(odd()), counts);
    await refuses(async () => {
      for await (const row of result.rows(odd())) assert.ok(row);
    }, counts);
    await refuses(async () => pb.Evaluation.prototype.table.call(result, odd()), counts);
  }
  assert.ok(counts.refused > 900, JSON.stringify(counts));
  for (const type of [pb.Bank, pb.Rules]) assert.throws(() => new type(), { code: 'usage' });
});

test('a bank with random arguments stays whole', async (t) => {
  const random = randomOf(9);
  const odd = () => ODD[random(ODD.length)];
  const { bank } = await village(t, { H1: 4 });
  const counts = { passed: 0, refused: 0 };
  const fields = () => {
    const said = { by: random(3) ? 'chen' : odd(), at: random(3) ? day(5) : odd() };
    for (let i = random(4); i > 0; --i) said[FIELDS[random(FIELDS.length)]] = odd();
    return said;
  };
  for (let round = 0; round < 30; ++round) {
    for (const name of COMMANDS) {
      if (name === 'executeMany') await refuses(() => bank.executeMany(random(2) ? odd() : [fields(), odd()]), counts);
      else await refuses(() => bank[name](random(3) ? fields() : odd(), random(2) ? {} : odd()), counts);
    }
    for (const name of QUESTIONS) await refuses(() => bank[name](odd(), random(2) ? {} : fields()), counts);
  }
  assert.ok(counts.refused > 800, JSON.stringify(counts));
  assert.deepStrictEqual((await bank.verify({ replay: true })).findings, []);
  assert.strictEqual((await bank.balance('H1', { at: day(31) })).earned, '6.0');
});
