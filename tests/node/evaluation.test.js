// Rule lists, evaluation and explanation as a program of JavaScript uses them.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { pb, root, folder, RULES } = require('./support.js');

const EVENTS = [
  { event: 'e1', household: 'H1', kind: 'patrol', at: '2026-02-01', quantity: 3 },
  { event: 'e2', household: 'H2', kind: 'patrol', at: '2026-02-02', quantity: '0.4' },
  { event: 'e3', household: 'H2', kind: 'patrol', at: new Date('2026-02-03T02:00:00Z'), quantity: 10n },
];
const HOUSEHOLDS = [
  { household: 'H1', grid: 'east' },
  { household: 'H2', grid: null },
];
const inputs = (more = {}) => ({ households: HOUSEHOLDS, events: EVENTS, through: '2026-12-31', ...more });

test('check tells everything at once, with places and in both languages', async () => {
  const issues = await pb.check({
    name: 'mine.json',
    content: RULES.replace('"2026-01-01"', '"2026-02-30"').replace('"order"}', '"orders"}'),
  });
  const errors = issues.filter((issue) => issue.severity === 'error');
  assert.deepStrictEqual(
    errors.map((issue) => [issue.file, issue.line, issue.pointer]),
    [
      ['mine.json', 1, '/effective/from'],
      ['mine.json', 1, '/positive/0/category'],
    ],
  );
  assert.match(issues[0].sentence.zh, /2026-02-30/);
  assert.match(issues[0].text.en, /^mine\.json:1:\d+: \/effective\/from: /);
  await assert.rejects(pb.loadRules('{}'), (error) => {
    assert.ok(
      error instanceof pb.RuleListError && error instanceof pb.InputError && error instanceof pb.PointsbankError,
    );
    assert.strictEqual(error.code, 'rule_list');
    assert.ok(error.issues.length > 3 && error.text.zh.includes('缺少'));
    return true;
  });
});

test('rule lists come from files, texts and several lists', async () => {
  const rules = await pb.loadRules(path.join(root, 'rules/xiachangning.json'));
  assert.strictEqual(rules.id, rules.lists[0].id);
  assert.match(rules.lists[0].title.zh, /积分/);
  const both = ['wendeng-rural', 'wendeng-village-additions'].map((name) => path.join(root, `rules/${name}.json`));
  assert.strictEqual((await pb.loadRules(both)).lists.length, 2);
  const village = await pb.loadRules(RULES);
  assert.deepStrictEqual([village.id, village.decimals, village.subject], ['village', 1, 'household']);
});

test('exact amounts, as texts and as BigInt', async () => {
  const rules = await pb.loadRules(RULES);
  const result = await pb.evaluate(rules, inputs({ tables: ['balances', 'postings'] }));
  assert.deepStrictEqual(
    result.balances.map((row) => [row.household, row.standing, row.frozen_until]),
    [
      ['H1', '4.5', null],
      ['H2', '15.6', null],
    ],
  );
  const units = await result.units('balances');
  assert.deepStrictEqual([units.decimals, [...units.standing], [...units.deducted]], [1, [45n, 156n], [0n, 0n]]);
  assert.deepStrictEqual([...(await result.units('postings')).spendable], [45n, 6n, 150n]);
  const rows = [];
  for await (const row of result.rows('postings')) rows.push(row);
  assert.deepStrictEqual(rows, result.postings);
  assert.strictEqual(result.postings, result.postings, 'made once');
  assert.strictEqual(
    await result.csv('balances'),
    'household,standing,spendable,earned,deducted,frozen_until\nH1,4.5,4.5,4.5,0.0,\nH2,15.6,15.6,15.6,0.0,\n',
  );
  assert.throws(() => result.outcomes, { code: 'usage', message: /outcomes.*tables/ });
});

test('a fraction has to be a text, and a huge number too', async () => {
  const rules = await pb.loadRules(RULES);
  for (const [quantity, written] of [
    [0.5, '"0.5"'],
    [2 ** 60, '"1152921504606847000"'],
    [NaN, '"NaN"'],
  ]) {
    const events = [{ ...EVENTS[0], quantity }];
    await assert.rejects(pb.evaluate(rules, inputs({ events })), (error) => {
      assert.strictEqual(error.name, 'UsageError');
      assert.ok(error.message.includes(`events[0].quantity: ${written}`), error.message);
      return true;
    });
  }
});

test('bad rows are told all at once, or collected', async () => {
  const rules = await pb.loadRules(RULES);
  const events = [
    ...EVENTS,
    { event: 'e4', household: 'H1', kind: 'patrol', at: '2026-02-30' },
    { event: 'e5', household: 'H1', kind: 'patrol', at: 'x' },
  ];
  await assert.rejects(pb.evaluate(rules, inputs({ events })), (error) => {
    assert.deepStrictEqual(
      error.issues.map((issue) => [issue.file, issue.line, issue.pointer]),
      [
        ['events.jsonl', 4, 'at'],
        ['events.jsonl', 5, 'at'],
      ],
    );
    return error.code === 'input';
  });
  const result = await pb.evaluate(rules, inputs({ events, badRows: 'collect' }));
  assert.strictEqual(result.balances[0].standing, '4.5');
  assert.strictEqual(result.badRows.length, 2);
  assert.match(await result.csv('bad_rows', { lang: 'zh' }), /2026-02-30/);
  const odd = await pb.evaluate(
    rules,
    inputs({
      households: [
        { household: 'H1', grid: 'east', colour: 'red' },
        { household: 'H2', grid: '' },
      ],
    }),
  );
  assert.deepStrictEqual(
    odd.warnings.map((issue) => issue.severity),
    ['warning'],
  );
});

test('tables from files, texts and URLs are one', async (t) => {
  const home = folder(t);
  const csv = 'event,household,kind,at,quantity\ne1,H1,patrol,2026-02-01,3\n';
  fs.writeFileSync(path.join(home, 'events.csv'), csv);
  const rules = await pb.loadRules(RULES);
  const { pathToFileURL } = require('node:url');
  const file = path.join(home, 'events.csv');
  const jsonl = {
    name: 'events.jsonl',
    content: '{"event":"e1","household":"H1","kind":"patrol","at":"2026-02-01","quantity":3}\n',
  };
  for (const events of [file, pathToFileURL(file), csv, { content: csv }, jsonl, [EVENTS[0]]]) {
    const result = await pb.evaluate(rules, inputs({ events }));
    assert.strictEqual(result.balances[0].standing, '4.5');
  }
  await assert.rejects(pb.evaluate(rules, inputs({ events: path.join(home, 'none.csv') })), {
    name: 'MachineError',
    code: 'machine',
  });
});

test('explanations, from tables and of a result', async () => {
  const rules = await pb.loadRules(RULES);
  const result = await pb.evaluate(rules, inputs());
  const of = await result.explain({ event: 'e2' });
  assert.match(of.toString('zh'), /巡逻/);
  assert.match(of.toString(), /1\.5 × 0\.4 = 0\.6 points/);
  const again = await pb.explain(rules, inputs(), { event: 'e2' });
  assert.deepStrictEqual(again.data, of.data);
  assert.strictEqual(JSON.stringify(again), JSON.stringify(of.data));
  assert.match((await result.explain({ household: 'H2' })).toString(), /H2: standing 15\.6/);
  await assert.rejects(result.explain({ event: 'e9' }), { code: 'usage' });
  await assert.rejects(result.explain({}), { code: 'usage' });
});

test('threads change nothing', async () => {
  const rules = await pb.loadRules(RULES);
  const csvs = await Promise.all(
    [1, 2, 4].map(async (threads) => (await pb.evaluate(rules, inputs({ threads }))).csv('balances')),
  );
  assert.strictEqual(new Set(csvs).size, 1);
});
