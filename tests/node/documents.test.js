// docs/node.md and the package's README: programs run and print what the page shows, excerpts are what the files say,
// routes are those of the example.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { root, folder } = require('./support.js');

const page = fs.readFileSync(path.join(root, 'docs/node.md'), 'utf8');

/** {words, text, following}: a code block, its words behind the language, and the block after it. */
function blocksOf(text) {
  const all = [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, words, body]) => ({
    words: words.split(' '),
    body,
  }));
  return all.map((block, i) => ({ ...block, following: all[i + 1] }));
}

/** A folder in which `require('pointsbank')` finds the package. */
function home(t) {
  const made = folder(t);
  fs.mkdirSync(path.join(made, 'node_modules'));
  fs.symlinkSync(path.join(root, 'bindings/node'), path.join(made, 'node_modules/pointsbank'));
  return made;
}

/** `…` stands for anything in a line, alone in a line for any lines. */
function matches(found, shown) {
  const escaped = shown
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/^…$/gm, '[\\s\\S]*')
    .replaceAll('…', '.*');
  assert.match(found.replace(/[ \t]+$/gm, '').trimEnd(), new RegExp(`^${escaped.trimEnd()}$`));
}

test('the programs print what the page shows', (t) => {
  const programs = blocksOf(page).filter(({ words }) => words[0] === 'js' && words[1]?.startsWith('file='));
  assert.ok(programs.length >= 3);
  for (const { words, body, following } of programs) {
    const place = home(t);
    const file = words[1].slice('file='.length);
    fs.writeFileSync(path.join(place, file), body);
    const ran = spawnSync(process.execPath, [file], { cwd: place, encoding: 'utf8' });
    assert.strictEqual(ran.status, 0, ran.stderr);
    assert.strictEqual(following.words[0], 'text', file);
    matches(ran.stdout, following.body);
  }
});

test('the excerpts are what the files say', () => {
  const excerpts = blocksOf(page).filter(({ words }) => words[1]?.startsWith('from='));
  assert.ok(excerpts.length >= 4);
  for (const { words, body } of excerpts) {
    const file = words[1].slice('from='.length);
    assert.ok(fs.readFileSync(path.join(root, file), 'utf8').includes(body), `${file} does not hold:\n${body}`);
  }
});

test('the page names every error, question and route', () => {
  const { classes } = require(path.join(root, 'bindings/node/lib/errors.js'));
  for (const name of Object.keys(classes)) {
    if (name !== 'PointsbankError') assert.ok(page.includes(`\`${name}\``), `${name} is not on the page`);
  }
  const sources = ['server', 'household', 'desk']
    .map((name) => fs.readFileSync(path.join(root, `examples/mini-program/src/${name}.js`), 'utf8'))
    .join('\n');
  const routes = [...sources.matchAll(/server\.(get|post|delete)\(\s*['`]([^'`]+)['`]/g)].map(([, , route]) => route);
  assert.ok(routes.length > 12);
  for (const route of routes) {
    const last = route
      .split('/')
      .filter((part) => part !== '' && !part.startsWith(':') && !part.startsWith('${'))
      .at(-1);
    assert.ok(page.includes(last), `${route} is not on the page`);
  }
});
