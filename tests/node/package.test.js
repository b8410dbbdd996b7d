// The package as its users have it: packed, installed in an empty folder without a network, and used from there.
//
// With the library that the build has installed (POINTSBANK_PREFIX); with POINTSBANK_FROM_SOURCE it compiles the sources
// that the package brings along, which takes minutes.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { root, folder } = require('./support.js');

const {
  POINTSBANK_BUILD: build,
  POINTSBANK_CMAKE: cmake = 'cmake',
  POINTSBANK_FROM_SOURCE: isFromSource,
} = process.env;

function run(command, words, options = {}) {
  const { POINTSBANK_ADDON, NODE_TEST_CONTEXT, ...environment } = process.env;
  const env = { ...environment, ...options.env };
  const ran = spawnSync(command, words, { encoding: 'utf8', ...options, env });
  assert.strictEqual(ran.status, 0, `${command} ${words.join(' ')}\n${ran.stdout}\n${ran.stderr}\n${ran.error ?? ''}`);
  return ran.stdout;
}

const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** Where there is a compiler cache, the folder in which it is built does not matter to it. */
function withCache(home) {
  const has = spawnSync('ccache', ['--version']).status === 0;
  return has ? { CMAKE_CXX_COMPILER_LAUNCHER: 'ccache', CCACHE_BASEDIR: home, CCACHE_NOHASHDIR: '1' } : {};
}

/** What of the project is packed, apart from it, so that packing leaves the project's own folders alone. */
function copyOfTheProject(home) {
  const copy = path.join(home, 'project');
  fs.mkdirSync(path.join(copy, 'bindings'), { recursive: true });
  for (const name of ['CMakeLists.txt', 'cmake', 'include', 'src'])
    fs.symlinkSync(path.join(root, name), path.join(copy, name));
  fs.cpSync(path.join(root, 'bindings/node'), path.join(copy, 'bindings/node'), {
    recursive: true,
    filter: (name) => !/\/(node_modules|build|library)$/.test(name),
  });
  return path.join(copy, 'bindings/node');
}

function filesOf(place, under = '') {
  return fs.readdirSync(path.join(place, under), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(under, entry.name);
    return entry.isDirectory() ? filesOf(place, name) : [name];
  });
}

const PROGRAM = `
const rules = JSON.stringify({format: 'pointsbank/1', id: 'v', version: '1', effective: {from: '2026-01-01'},
  points: {decimals: 1}, categories: [{id: 'c'}], negative: [],
  positive: [{id: 'k', category: 'c', title: {zh: '甲', en: 'A'}, score: {rate: 1.5}}]});
const result = await pb.evaluate(await pb.loadRules(rules), {through: '2026-12-31', households: [{household: 'H1'}],
  events: [{event: 'e', household: 'H1', kind: 'k', at: '2026-02-01', quantity: 3}]});
const bank = await pb.Bank.create('village.pointsbank', 'v', {by: 'chen'});
await bank.close();
console.log(result.balances[0].standing, bank.id, pb.version);
`;

test('packed and installed in an empty folder', { skip: !build && 'POINTSBANK_BUILD is not said' }, (t) => {
  const home = folder(t);
  const source = copyOfTheProject(home);
  run('npm', ['pack', ...quiet, '--pack-destination', home], { cwd: source });
  const addonApi = path.dirname(
    require.resolve('node-addon-api/package.json', { paths: [path.join(root, 'bindings/node')] }),
  );
  run('npm', ['pack', ...quiet, '--ignore-scripts', '--pack-destination', home, addonApi], { cwd: home });
  const tarballs = fs.readdirSync(home).filter((name) => name.endsWith('.tgz'));
  assert.strictEqual(tarballs.length, 2);

  const empty = path.join(home, 'empty');
  fs.mkdirSync(empty);
  const prefix = path.join(home, 'prefix');
  if (!isFromSource) run(cmake, ['--install', build, '--prefix', prefix]);
  const env = { ...withCache(home), ...(isFromSource ? {} : { POINTSBANK_PREFIX: prefix }) };
  fs.writeFileSync(path.join(empty, 'package.json'), '{"private": true}');
  run('npm', ['install', ...quiet, '--offline', ...tarballs.map((name) => path.join(home, name))], { cwd: empty, env });

  const installed = path.join(empty, 'node_modules/pointsbank');
  for (const name of ['CMakeLists.txt', 'cmake', 'include', 'src']) {
    const place = path.join(root, name);
    const ours = fs.statSync(place).isDirectory() ? filesOf(place) : [''];
    for (const one of ours)
      assert.ok(fs.existsSync(path.join(installed, 'library', name, one)), `the package lacks ${name}/${one}`);
  }
  assert.ok(!fs.existsSync(path.join(source, 'library')), 'packing cleans up');
  const { version } = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8'));
  fs.writeFileSync(path.join(empty, 'one.js'), `const pb = require('pointsbank');\n(async () => {${PROGRAM}})();`);
  fs.writeFileSync(path.join(empty, 'two.mjs'), `import * as pb from 'pointsbank';\n${PROGRAM}`);
  for (const program of ['one.js', 'two.mjs']) {
    fs.rmSync(path.join(empty, 'village.pointsbank'), { force: true });
    assert.strictEqual(run(process.execPath, [program], { cwd: empty }), `4.5 v ${version}\n`);
  }
});

test('where something is missing, installing says what', (t) => {
  const home = folder(t);
  const source = copyOfTheProject(home);
  const failed = spawnSync(process.execPath, [path.join(source, 'scripts/build.js')], {
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  });
  assert.strictEqual(failed.status, 1);
  assert.match(failed.stderr, /pointsbank: /);
  assert.match(failed.stderr, /libboost-dev/);
});

test("the version is the project's", () => {
  const [, version] = fs
    .readFileSync(path.join(root, 'CMakeLists.txt'), 'utf8')
    .match(/project\(pointsbank VERSION ([0-9.]+)/);
  assert.strictEqual(
    JSON.parse(fs.readFileSync(path.join(root, 'bindings/node/package.json'), 'utf8')).version,
    version,
  );
  for (const lock of ['bindings/node', 'examples/mini-program']) {
    const text = fs.readFileSync(path.join(root, lock, 'package-lock.json'), 'utf8');
    assert.ok(!/https?:\/\//.test(text), `${lock}/package-lock.json names hosts`);
  }
});
