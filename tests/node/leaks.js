// Run with --expose-gc by memory.test.js: work again and again, and what is left of it.
'use strict';

const fs = require('node:fs');
const { pb, RULES, manyEvents, manyHouseholds } = require('./support.js');

const file = process.argv[2];
const inputs = {
  households: manyHouseholds(2_000),
  events: manyEvents(20_000, 2_000),
  through: '2026-12-31',
  tables: ['balances', 'postings'],
};

async function once() {
  const rules = await pb.loadRules(RULES);
  const result = await pb.evaluate(rules, { ...inputs, onProgress() {} });
  if (result.balances.length !== 2_000) throw new Error('balances');
  await result.units('postings');
  await pb.evaluate(rules, { ...inputs, signal: AbortSignal.abort() }).catch(() => {});
  await pb.loadRules('{}').catch(() => {});
  const bank = await pb.Bank.open(file);
  await bank.balances({ asOf: '2026-01-01T00:00:00Z' });
  await bank.why('none').catch(() => {});
}

/** Lets go of what nobody holds; finalizers have their turn. */
async function collect() {
  for (let i = 0; i < 4; ++i) {
    global.gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const openFiles = () =>
  fs.readdirSync('/proc/self/fd').filter((one) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${one}`) === file;
    } catch {
      return false;
    }
  }).length;

async function main() {
  const bank = await pb.Bank.create(file, 'leaks', { by: 'chen' });
  await bank.adopt({ by: 'chen', lists: RULES });
  await bank.close();
  const sizes = [];
  for (let round = 0; round < 45; ++round) {
    await once();
    if (round % 15 === 14) {
      await collect();
      sizes.push(process.memoryUsage.rss());
    }
  }
  console.log(JSON.stringify({ sizes, open: openFiles() }));
}

main();
