// Long work leaves the event loop free, tells how far it is, and stops when it is told to.
'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { Worker } = require('node:worker_threads');
const { pb, RULES, manyEvents, manyHouseholds, village, day } = require('./support.js');

const EVENTS = 150_000;
// Where time is looked at, the work has to be long beside what a busy machine takes away.
const MANY = 2_000_000;
const long = { households: manyHouseholds(20_000), events: manyEvents(MANY, 20_000), through: '2026-12-31' };
const large = { households: manyHouseholds(20_000), events: manyEvents(EVENTS, 20_000), through: '2026-12-31' };

/** What `work` came to, and the longest time for which the event loop did nothing else. */
async function watched(work) {
  let longest = 0;
  let ticks = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    ++ticks;
  }, 2);
  const begin = performance.now();
  const result = await work();
  const took = performance.now() - begin;
  clearInterval(timer);
  return { result, longest, ticks, took };
}

test('the event loop goes on during a large evaluation', async () => {
  const rules = await pb.loadRules(RULES);
  const begin = performance.now();
  const promise = pb.evaluate(rules, { ...long, tables: ['balances', 'postings', 'outcomes'] });
  const handedOver = performance.now() - begin;
  const { result, longest, ticks, took } = await watched(() => promise);
  assert.ok(took > 50, `the evaluation took ${took} ms, too little to see anything`);
  assert.ok(ticks > 10 && longest < took / 2, `${ticks} ticks, ${longest} ms at a time, of ${took} ms`);
  assert.ok(handedOver < took, `${handedOver} ms to hand over, of ${took} ms`);
  const csv = await watched(() => result.csv('postings'));
  assert.ok(csv.result.length > 50 * MANY);
});

test('rows of a large table come with pauses', async () => {
  const rules = await pb.loadRules(RULES);
  const result = await pb.evaluate(rules, { ...large, tables: ['postings'] });
  const { result: count, ticks } = await watched(async () => {
    let rows = 0;
    for await (const row of result.rows('postings')) rows += row.posting === null ? 0 : 1;
    return rows;
  });
  assert.strictEqual(count, EVENTS);
  assert.ok(ticks > 20, `${ticks} ticks`);
});

test('progress is told, and an exception in it ends the work', async () => {
  const rules = await pb.loadRules(RULES);
  const told = [];
  await pb.evaluate(rules, { ...large, onProgress: (progress) => told.push(progress) });
  // The last of it may come when the promise is settled already, and is not told any more.
  const stages = [...new Set(told.map(({ stage }) => stage))];
  assert.deepStrictEqual(stages, ['reading', 'evaluating'].slice(0, stages.length));
  assert.ok(stages.length > 0);
  assert.ok(told.every(({ thousandths }) => Number.isInteger(thousandths) && thousandths >= 0 && thousandths <= 1000));
  const mine = new Error('mine');
  await assert.rejects(
    pb.evaluate(rules, {
      ...large,
      onProgress: () => {
        throw mine;
      },
    }),
    mine,
  );
});

test('an AbortSignal ends the work', async () => {
  const rules = await pb.loadRules(RULES);
  const whole = await watched(() => pb.evaluate(rules, long));
  const control = new AbortController();
  setTimeout(() => control.abort('enough'), 20);
  const { result: error, took } = await watched(() =>
    pb.evaluate(rules, { ...long, signal: control.signal }).then(
      () => undefined,
      (thrown) => thrown,
    ),
  );
  assert.ok(error instanceof pb.CancelledError);
  assert.deepStrictEqual([error.name, error.code, error.cause], ['AbortError', 'cancelled', 'enough']);
  assert.ok(took < whole.took, `${took} ms instead of ${whole.took}`);
  await assert.rejects(pb.evaluate(rules, { ...large, signal: AbortSignal.abort() }), { code: 'cancelled' });
  await assert.rejects(pb.check(RULES, { signal: AbortSignal.abort() }), { code: 'cancelled' });
});

test('what waits for a bank can be taken back; what has begun is carried out', async (t) => {
  const { bank } = await village(t, { H1: 4 });
  const control = new AbortController();
  const begun = bank.settle({ by: 'chen', at: day(3) });
  const waiting = bank.redeem(
    { by: 'H1', household: 'H1', lines: { soap: 1 }, at: day(3) },
    { signal: control.signal },
  );
  control.abort();
  await assert.rejects(waiting, { code: 'cancelled' });
  assert.ok((await begun).isDone);
  assert.strictEqual((await bank.balance('H1', { at: day(3) })).spendable, '6.0');
  assert.deepStrictEqual(await bank.redemptions(), []);
  const told = [];
  assert.deepStrictEqual((await bank.verify({ replay: true, onProgress: (one) => told.push(one) })).findings, []);
});

test('worker threads have addons of their own, also where they end in the middle of work', async () => {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const pb = require(workerData.package);
    pb.loadRules(workerData.rules).then(async (rules) => {
      parentPort.postMessage('begun');
      const result = await pb.evaluate(rules, { ...workerData.inputs, onProgress() {} });
      parentPort.postMessage(await result.csv('balances'));
    });`;
  const start = () =>
    new Worker(code, {
      eval: true,
      workerData: {
        package: require.resolve('./support.js').replace(/tests\/node\/support\.js$/, 'bindings/node'),
        rules: RULES,
        inputs: large,
      },
    });
  const answers = await Promise.all(
    [start(), start()].map(
      (worker) =>
        new Promise((resolve, reject) => {
          worker.on('message', (message) => message !== 'begun' && resolve(message));
          worker.on('error', reject);
        }),
    ),
  );
  assert.strictEqual(answers[0], answers[1]);
  for (const pause of [0, 5, 40]) {
    const worker = start();
    await new Promise((resolve) => worker.once('message', resolve));
    await new Promise((resolve) => setTimeout(resolve, pause));
    await worker.terminate();
  }
  const rules = await pb.loadRules(RULES);
  assert.strictEqual(await (await pb.evaluate(rules, large)).csv('balances'), answers[0]);
});
