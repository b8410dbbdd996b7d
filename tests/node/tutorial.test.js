// A village's first month (docs/bank-tutorial.md) through Node: each command of the page is the call of that name, and
// what it says is what the page shows.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { pb, root, folder } = require('./support.js');

const page = fs.readFileSync(path.join(root, 'docs/bank-tutorial.md'), 'utf8');

/** [command, lines of output] of the page's console blocks; here-documents belong to their command. */
function* commandsOf(text) {
  for (const [, block] of text.matchAll(/```console\n([\s\S]*?)```/g)) {
    for (const part of block.split(/^\$ /m).slice(1)) {
      const lines = part.trimEnd().split('\n');
      const isHereDocument = lines[0].includes("<<'CSV'");
      yield isHereDocument ? [lines[0], [], lines.slice(1, lines.indexOf('CSV'))] : [lines[0], lines.slice(1), []];
    }
  }
}

/** Words as a shell has them. */
const wordsOf = (line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);

/** `--name value` and `--flag`, and what stands alone. */
function argumentsOf(words) {
  const FLAGS = ['keep', 'replay', 'json'];
  const found = { alone: [] };
  for (let i = 0; i < words.length; ++i) {
    if (!words[i].startsWith('--')) found.alone.push(words[i]);
    else if (FLAGS.includes(words[i].slice(2))) found[words[i].slice(2)] = true;
    else found[words[i].slice(2)] = words[++i];
  }
  if (found.at && !found.at.includes('T')) found.at += 'T00:00:00+08:00';
  return found;
}

const METHODS = { close: 'closeMonth', import: 'importEvents', entries: 'importEntries' };
const TABLES = ['roster', 'members', 'officers', 'goods'];
const QUESTIONS = ['balance', 'statement', 'board', 'why', 'claims', 'shelf', 'differences', 'verify', 'sheet', 'slip'];

/** The fields of a command's method. */
function fieldsOf(command, { alone, at, by, key, goods, keep, ...options }, home) {
  const fields = { by, at, ...(key && { key }), ...(keep && { keep }) };
  if (command === 'adopt') return { ...fields, lists: alone.map((file) => path.join(home, file)) };
  if (TABLES.includes(command)) return { ...fields, table: path.join(home, alone[0]) };
  if (command === 'submit') {
    const { on, ...others } = options;
    return { ...fields, occurred: on, ...others };
  }
  if (command === 'redeem') {
    const [name, pieces = '1'] = goods.split('=');
    return { ...fields, ...options, lines: { [name]: Number(pieces) } };
  }
  const first = { collect: 'redemption', cancel: 'redemption', close: 'month' }[command] ?? 'event';
  return { ...fields, [first]: alone[0], ...options };
}

function matches(found, shown) {
  const escaped = shown.map((line) => line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*'));
  const trimmed = found
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  assert.match(trimmed, new RegExp(`^${escaped.join('\n').trim()}$`));
}

class Session {
  constructor(home) {
    this.home = home;
    this.done = { commands: 0, refusals: 0, texts: 0 };
  }

  async ask(question, { alone, output, lang = 'en', household, ...options }, shown) {
    const { bank } = this;
    const [first] = alone;
    if (output) {
      const json = question === 'sheet' ? await bank.sheet(first) : await bank.slip(Number(first));
      fs.writeFileSync(path.join(this.home, output), json);
      return;
    }
    const names = { statement: 'household', why: 'event', sheet: 'month' };
    const fields = { ...(first && { [names[question]]: first }), ...(household && { household }), ...options, lang };
    const text = await bank.text(question === 'balance' && !household ? 'balances' : question, fields);
    matches(text, shown);
    ++this.done.texts;
  }

  async execute(command, said, shown) {
    const answer = await this.bank[METHODS[command] ?? command](fieldsOf(command, said, this.home));
    matches(
      answer.toString(said.lang ?? 'en'),
      shown.filter((line) => line !== 'exit code 3'),
    );
    assert.strictEqual(answer.isDone, !shown.includes('exit code 3'), shown.join('\n'));
    ++this.done[answer.isDone ? 'commands' : 'refusals'];
  }

  async run(line, shown, document) {
    const here = (name) => path.join(this.home, name);
    const read = (name) => fs.readFileSync(here(name), 'utf8');
    const heredoc = line.match(/^cat > (\S+) <</);
    const added = line.match(/^echo "(.*)" >> (\S+)$/);
    if (heredoc) return fs.writeFileSync(here(heredoc[1]), `${document.join('\n')}\n`);
    if (added) return fs.appendFileSync(here(added[2]), `${added[1]}\n`);
    if (line.startsWith('export ')) return undefined;
    const checks = line.match(/^python3 (\S+) (\S+)$/);
    if (checks) {
      return matches(
        execFileSync('python3', [path.join(root, checks[1]), checks[2]], { cwd: this.home, encoding: 'utf8' }),
        shown,
      );
    }
    const words = wordsOf(line.replace(/; echo .*$/, ''));
    assert.deepStrictEqual(words.slice(0, 2), ['pointsbank', 'bank'], line);
    const [command, ...rest] = words.slice(2).filter((word, i, all) => word !== '--db' && all[i - 1] !== '--db');
    const said = argumentsOf(rest);
    if (command === 'init') {
      this.bank = await pb.Bank.create(here('village.pointsbank'), said.id, { by: said.by, at: said.at });
    } else if (command === 'backup') {
      await this.bank.backUp(here(said.alone[0]));
    } else if (command === 'check-slip') {
      assert.deepStrictEqual(await pb.checkSlip(read(said.alone[0]), read(said.sheet)), []);
      assert.deepStrictEqual(
        await pb.checkSheet(read(said.sheet)).then((found) => found.filter((one) => one.severity === 'error')),
        [],
      );
    } else if (QUESTIONS.includes(command)) {
      await this.ask(command, said, shown);
    } else {
      await this.execute(command, said, shown);
    }
    return undefined;
  }
}

test("a village's first month", async (t) => {
  const session = new Session(folder(t));
  t.after(() => session.bank?.close());
  const [, rules] = page.match(/```json file=rules\.json\n([\s\S]*?)```/);
  fs.writeFileSync(path.join(session.home, 'rules.json'), rules);
  for (const [line, shown, document] of commandsOf(page)) {
    try {
      await session.run(line, shown, document);
    } catch (error) {
      error.message = `$ ${line}\n${error.message}`;
      throw error;
    }
  }
  const { commands, refusals, texts } = session.done;
  assert.ok(commands >= 25 && refusals >= 4 && texts >= 12, JSON.stringify(session.done));
});
