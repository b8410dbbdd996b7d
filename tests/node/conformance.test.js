// The cases of tests/conformance through Node, byte for byte: from files, from texts, from arrays of objects.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { pb, root } = require('./support.js');
const { objectsOf } = require('./csv.js');

const TABLES = ['balances', 'postings', 'outcomes', 'rankings', 'ratings', 'dividends', 'benefits'];
const cases = path.join(root, 'tests/conformance/cases');

const WAYS = {
  files: (file) => file,
  texts: (file) => ({ name: path.basename(file), content: fs.readFileSync(file, 'utf8') }),
  objects: (file) => objectsOf(fs.readFileSync(file, 'utf8')),
};

async function evaluated(folder, read) {
  const said = JSON.parse(fs.readFileSync(path.join(folder, 'case.json'), 'utf8'));
  const table = (name) => (said[name] ? read(path.join(folder, said[name])) : undefined);
  const rules = await pb.loadRules(said.rules.map((name) => path.join(folder, name)));
  return pb.evaluate(rules, {
    households: table('roster'),
    events: table('events'),
    members: table('members'),
    entries: table('entries'),
    published: said.published ? path.join(folder, said.published) : undefined,
    through: said.through,
    asOf: said.as_of ?? undefined,
    tables: TABLES,
  });
}

/** As CSV, byte for byte, and as arrays of objects. */
async function compare(folder, result) {
  const whole = path.join(folder, 'expected-whole');
  const expected = fs.existsSync(whole) ? whole : path.join(folder, 'expected');
  let compared = 0;
  for (const table of TABLES) {
    const text = fs.readFileSync(path.join(expected, `${table}.csv`), 'utf8');
    assert.strictEqual(await result.csv(table), text, `${folder}: ${table}`);
    const rows = objectsOf(text);
    assert.deepStrictEqual(result[table], rows, `${folder}: ${table} as objects`);
    compared += rows.length;
  }
  return compared;
}

const folders = fs.readdirSync(cases).filter((name) => fs.existsSync(path.join(cases, name, 'case.json')));

for (const [way, read] of Object.entries(WAYS)) {
  test(`${folders.length} cases from ${way}`, async () => {
    assert.strictEqual(folders.length, 64);
    let compared = 0;
    for (const name of folders) {
      const folder = path.join(cases, name);
      compared += await compare(folder, await evaluated(folder, read));
    }
    assert.ok(compared > 10_000, `only ${compared} rows were compared`);
  });
}
