// What nobody holds any more is let go of: memory does not grow, and a bank that was not closed is.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const test = require('node:test');
const { folder } = require('./support.js');

test('nothing leaks', { skip: process.platform !== 'linux' }, (t) => {
  const file = path.join(folder(t), 'leaks.pointsbank');
  const said = execFileSync(process.execPath, ['--expose-gc', path.join(__dirname, 'leaks.js'), file], {
    encoding: 'utf8',
  });
  const { sizes, open } = JSON.parse(said);
  // One round's tables and postings are some 8 MB: 15 rounds that kept them would be 100 MB and more.
  const grown = sizes[2] - sizes[1];
  assert.ok(grown < 30e6, `grew by ${grown} bytes in 15 rounds: ${sizes}`);
  assert.strictEqual(open, 0, 'banks that nobody holds are closed');
});
