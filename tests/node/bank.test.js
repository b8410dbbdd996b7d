// The bank from JavaScript: answers, refusals, keys, queues, batches, errors.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { pb, root, folder, village, day } = require('./support.js');

test('a refusal is an answer, and is kept under its key', async (t) => {
  const { bank } = await village(t, { H1: 4 });
  const redeem = (pieces, key, at) => bank.redeem({ by: 'H1', household: 'H1', lines: { soap: pieces }, key, at });
  const first = await redeem(2, 'tap', day(3));
  assert.deepStrictEqual([first.code, first.isDone, first.replayed], ['done', true, false]);
  const again = await redeem(2, 'tap', day(4));
  assert.strictEqual(again.replayed, true);
  assert.deepStrictEqual(again.values, first.values);
  const other = await redeem(1, 'tap', day(4));
  assert.strictEqual(other.code, 'key_reused');
  const poor = await redeem(1, 'late', day(4));
  assert.deepStrictEqual([poor.code, poor.values.needed], ['too_few_points', '3.0']);
  assert.match(poor.toString('zh'), /3\.0/);
  assert.match(`${poor}`, /3\.0 points are needed/);
  assert.strictEqual((await redeem(1, 'late', day(9))).replayed, true);
  assert.strictEqual((await bank.redemptions({ household: 'H1' })).length, 1);
  assert.deepStrictEqual((await bank.verify({ replay: true })).findings, []);
});

test('parallel taps with one key happen once; with many keys each counts', async (t) => {
  const { bank } = await village(t, { H1: 4 });
  const tap = (key) =>
    bank.redeem({ by: 'H1', household: 'H1', lines: [{ goods: 'soap', pieces: 1 }], key, at: day(3) });
  const same = await Promise.all(Array.from({ length: 8 }, () => tap('one')));
  assert.strictEqual(same.filter((answer) => answer.isDone && !answer.replayed).length, 1);
  const others = await Promise.all(['two', 'three', 'four'].map(tap));
  assert.deepStrictEqual(
    others.map((answer) => answer.code),
    ['done', 'too_few_points', 'too_few_points'],
  );
  assert.strictEqual((await bank.balance('H1', { at: day(3) })).spendable, '0.0');
});

test('calls are carried out in their order, also where a table is read first', async (t) => {
  const { bank } = await village(t);
  const file = path.join(folder(t), 'goods.csv');
  fs.writeFileSync(file, 'goods,title,points,stock\nrice,大米,1,5\n');
  const earned = [
    bank.submit({
      by: 'H2',
      household: 'H2',
      event: 'x',
      kind: 'patrol',
      occurred: '2026-01-03',
      quantity: '2',
      at: day(3),
    }),
    bank.approve({ by: 'sun', event: 'x', at: day(3) }),
    bank.goods({ by: 'chen', table: file, at: day(4) }),
    bank.redeem({ by: 'H2', household: 'H2', lines: { rice: 3 }, at: day(4) }),
    bank.close(),
  ];
  const answers = await Promise.all(earned);
  assert.deepStrictEqual(
    answers.slice(0, 4).map((answer) => answer.code),
    ['done', 'done', 'done', 'done'],
  );
  await assert.rejects(bank.shelf(), { name: 'UsageError', code: 'usage' });
  await bank.close();
});

test('many with one sync: what is wrong is told in its place', async (t) => {
  const { bank } = await village(t);
  const submit = (event, more = {}) => ({
    command: 'submit',
    by: 'H1',
    household: 'H1',
    event,
    kind: 'patrol',
    occurred: '2026-01-03',
    quantity: 1,
    at: day(3),
    ...more,
  });
  const answers = await bank.executeMany([
    submit('a'),
    submit('b', { kind: undefined }),
    { command: 'sumbit', by: 'H1', at: day(3) },
    submit('c'),
    submit('a'),
  ]);
  assert.deepStrictEqual(answers.map((answer) => answer.code).slice(0, 4), [
    'done',
    'wrong_input',
    'wrong_input',
    'done',
  ]);
  assert.match(answers[2].toString(), /did you mean `submit`/);
  assert.deepStrictEqual(
    (await bank.claims()).map((claim) => claim.event),
    ['a', 'c'],
  );
  assert.deepStrictEqual(await bank.executeMany([]), []);
});

test('the same bytes as the command line', { skip: !process.env.POINTSBANK }, async (t) => {
  const { bank, file } = await village(t, { H1: 4, H2: 2 });
  const at = day(3);
  await bank.settle({ by: 'chen', at });
  const command = (...words) =>
    execFileSync(process.env.POINTSBANK, ['bank', '--db', file, ...words], { encoding: 'utf8' });
  const pairs = [
    [await bank.text('statement', { household: 'H1', at }), command('statement', 'H1', '--at', at, '--lang', 'zh')],
    [await bank.text('why', { event: 'of-H1', lang: 'en' }), command('why', 'of-H1', '--lang', 'en')],
    [await bank.exported('jsonl'), command('export', '--form', 'jsonl')],
    [await bank.exported('beancount'), command('export', '--form', 'beancount')],
  ];
  for (const [ours, theirs] of pairs) assert.strictEqual(ours, theirs);
  assert.deepStrictEqual(
    await bank.statement('H1', { at }),
    JSON.parse(command('statement', 'H1', '--at', at, '--json')),
  );
  assert.deepStrictEqual(await bank.shelf(), JSON.parse(command('shelf', '--json')).goods);
});

test('what the book said then', async (t) => {
  const { bank } = await village(t, { H1: 4 });
  await bank.settle({ by: 'chen', at: day(5) });
  assert.strictEqual((await bank.balance('H1', { asOf: day(4) })).spendable, '0.0');
  assert.strictEqual((await bank.balance('H1', { asOf: day(6) })).spendable, '6.0');
  assert.strictEqual((await bank.statement('H1', { asOf: day(4) })).lines.length, 0);
  assert.deepStrictEqual(
    (await bank.balances({ asOf: new Date(day(6)) })).map((one) => [one.household, one.standing]),
    [['H1', '6.0']],
  );
  assert.strictEqual(await bank.decimals(), 1);
});

test('errors are typed', async (t) => {
  const home = folder(t);
  const { bank, file } = await village(t);
  await assert.rejects(bank.balance('H9', { at: day(3) }), (error) => error instanceof pb.PointsbankError);
  await assert.rejects(
    bank.submit({ by: 'H1', household: 'H9', kind: 'patrol', occurred: '2026-01-03', at: day(3) }),
    (error) => {
      assert.ok(error instanceof pb.InputError);
      assert.strictEqual(error.issues[0].pointer, '/household');
      return true;
    },
  );
  await assert.rejects(
    bank.submit({ by: 'H1', household: 'H1', kind: 'patrol', ocurred: '2026-01-03', at: day(3) }),
    /did you mean `occurred`/,
  );
  await assert.rejects(bank.redeem({ by: 'H1', household: 'H1', lines: { soap: 0.5 }, at: day(3) }), {
    code: 'usage',
    message: /lines\[0\]\.pieces/,
  });
  await assert.rejects(bank.roster({ by: 'chen', table: 'household,grid\nH1\n', at: day(3) }), { code: 'input' });
  await assert.rejects(pb.Bank.create(file, 'village', { by: 'chen' }), { name: 'StoreError', code: 'store' });
  fs.writeFileSync(
    path.join(home, 'text.pointsbank'),
    'no bank at all, but long enough to look at it in earnest\n'.repeat(200),
  );
  await assert.rejects(pb.Bank.open(path.join(home, 'text.pointsbank')), { code: 'store' });
  await assert.rejects(
    pb.Bank.open(path.join(home, 'none', 'x.pointsbank')),
    (error) => error instanceof pb.PointsbankError && error.text.zh !== '',
  );
});

test('who waits too long for another writer is told so', { skip: process.platform !== 'linux' }, async (t) => {
  const { bank, file } = await village(t);
  const code = `import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(30)`;
  const { spawn } = require('node:child_process');
  const holder = spawn('python3', ['-c', code, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => holder.kill());
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const waiting = await pb.Bank.open(file, { busyMilliseconds: 50 });
  await assert.rejects(waiting.settle({ by: 'chen', at: day(3) }), { name: 'BusyError', code: 'busy' });
  holder.kill();
  await new Promise((resolve) => holder.once('exit', resolve));
  assert.ok((await waiting.settle({ by: 'chen', at: day(3) })).isDone);
  await waiting.close();
  assert.ok((await bank.verify()).entries > 0);
});

test('a backup is a bank', async (t) => {
  const { bank } = await village(t, { H1: 4 });
  const copy = path.join(folder(t), 'copy.pointsbank');
  await bank.settle({ by: 'chen', at: day(3) });
  await bank.backUp(copy);
  const other = await pb.Bank.open(copy, { readOnly: true });
  assert.deepStrictEqual(await other.verify(), await bank.verify());
  await other.close();
  assert.ok(fs.existsSync(path.join(root, 'tools/verify_bank.py')));
});
