// The types: what is right compiles, what is wrong does not, and they name what the package exports and no more.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const test = require('node:test');
const { pb, root } = require('./support.js');

const node = path.join(root, 'bindings/node');
const ts = require(require.resolve('typescript', { paths: [node] }));

test('uses of the types compile, and misuses do not', () => {
  const compiler = require.resolve('typescript/bin/tsc', { paths: [node] });
  const ran = spawnSync(process.execPath, [compiler, '-p', path.join(__dirname, 'types')], { encoding: 'utf8' });
  assert.strictEqual(ran.status, 0, ran.stdout);
});

/** What index.d.ts declares: names of values, and of classes with their members. */
function declared() {
  const program = ts.createProgram([path.join(node, 'index.d.ts')], {
    target: ts.ScriptTarget.ES2022,
    types: [],
    noLib: false,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path.join(node, 'index.d.ts'));
  const found = new Map();
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(file))) {
    if (!(symbol.flags & ts.SymbolFlags.Value)) continue;
    const members = symbol.members
      ? [...symbol.members.keys()].map(String).filter((name) => !name.startsWith('__'))
      : [];
    found.set(symbol.name, members);
  }
  return found;
}

test('the types name what the package exports, in both module systems', async () => {
  const types = declared();
  assert.deepStrictEqual([...types.keys()].sort(), Object.keys(pb).sort());
  const { default: all, ...named } = await import(path.join(node, 'lib/index.mjs'));
  assert.deepStrictEqual(Object.keys(named).sort(), Object.keys(pb).sort());
  assert.strictEqual(all, pb);
  for (const name of ['Bank', 'Evaluation', 'Explanation', 'Answer']) {
    const methods = Object.getOwnPropertyNames(pb[name].prototype).filter((one) => one !== 'constructor');
    const missing = methods.filter((one) => !types.get(name).includes(one));
    assert.deepStrictEqual(missing, [], `${name} has methods without types`);
    const facts = ['id', 'code', 'replayed', 'values', 'data', 'warnings', 'badRows', 'create', 'open'];
    const invented = types.get(name).filter((one) => !methods.includes(one) && !facts.includes(one));
    assert.deepStrictEqual(invented, [], `types of ${name} without a method`);
  }
});
