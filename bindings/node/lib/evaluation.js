// Evaluation and explanation.
'use strict';

const { misuse } = require('./errors.js');
const { addon, run, checkTaskOptions } = require('./native.js');
const { handleOf } = require('./rules.js');
const values = require('./values.js');

const TABLES = ['balances', 'postings', 'outcomes', 'rankings', 'ratings', 'dividends', 'benefits'];
const INPUTS = [
  'households',
  'events',
  'members',
  'entries',
  'published',
  'through',
  'asOf',
  'threads',
  'signal',
  'onProgress',
];
const ROWS_AT_ONCE = 1024;

/** Rows of cells, the header first, as objects. */
function objectsOf([header, ...rows]) {
  return rows.map((cells) => {
    const row = {};
    for (let i = 0; i < header.length; ++i) row[header[i]] = cells[i];
    return row;
  });
}

function needLanguage(lang) {
  if (lang !== 'zh' && lang !== 'en')
    misuse('lang 只有 "zh" 和 "en"', `lang is ${values.shown(lang)}; there are "zh" and "en"`);
  return lang;
}

/** Why a household or an event got its points: `data`, and a text in either language. */
class Explanation {
  #spoken;

  constructor(spoken) {
    this.#spoken = spoken;
    this.data = JSON.parse(spoken.json);
  }

  toString(lang = 'en') {
    return this.#spoken[needLanguage(lang)];
  }

  toJSON() {
    return this.data;
  }
}

/** What an evaluation came to. Tables as arrays of objects are made when they are asked for, and kept. */
class Evaluation {
  #handle;
  #tables;
  #decimals;
  #made = new Map();

  constructor(found, tables, decimals) {
    this.#handle = found.handle;
    this.#tables = tables;
    this.#decimals = decimals;
    this.warnings = found.warnings;
    this.badRows = found.badRows;
  }

  #need(table) {
    if (!TABLES.includes(table)) {
      misuse(
        `没有表 ${values.shown(table)}`,
        `there is no table ${values.shown(table)}; there are ${TABLES.join(', ')}`,
      );
    }
    if (!this.#tables.includes(table)) {
      misuse(
        `没有要求表 \`${table}\`；请写 tables: ["${table}"]`,
        `the table \`${table}\` was not asked for; say tables: ["${table}"] to evaluate`,
      );
    }
    return table;
  }

  table(name) {
    this.#need(name);
    if (!this.#made.has(name)) this.#made.set(name, objectsOf(addon.rows(this.#handle, name, 0, 2 ** 32 - 1)));
    return this.#made.get(name);
  }

  async csv(name, options = {}) {
    values.needKeys('options', options, ['lang', 'signal']);
    checkTaskOptions(options);
    if (name !== 'bad_rows') this.#need(name);
    return run('csv', options, this.#handle, name, needLanguage(options.lang ?? 'en'));
  }

  async *rows(name) {
    this.#need(name);
    const count = await run('prepareRows', {}, this.#handle, name);
    for (let from = 0; from < count; from += ROWS_AT_ONCE) {
      yield* objectsOf(addon.rows(this.#handle, name, from, Math.min(from + ROWS_AT_ONCE, count)));
      await new Promise(setImmediate);
    }
  }

  async units(name) {
    if (name !== 'balances' && name !== 'postings') {
      misuse('只有 balances 和 postings 有整数单位的列', 'balances and postings alone have columns of units');
    }
    this.#need(name);
    return { decimals: this.#decimals, ...addon.units(this.#handle, name) };
  }

  async explain(question, options = {}) {
    checkTaskOptions(values.needKeys('options', options, ['signal', 'onProgress']));
    return new Explanation(await run('explainResult', options, this.#handle, explained(question)));
  }
}
for (const name of TABLES) {
  Object.defineProperty(Evaluation.prototype, name, {
    get() {
      return this.table(name);
    },
  });
}

/** One of `household` and `event`. */
function explained(question) {
  values.needKeys('question', question, ['household', 'event']);
  const given = Object.entries(question).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    misuse('请写 household 或 event 中的一个', 'say one of household and event: {household: "H1"} or {event: "e1"}');
  }
  values.needText(given[0][0], given[0][1]);
  return question;
}

function threadsOf(threads) {
  return values.needWhole('threads', threads, 1, 256);
}

/** What the addon takes of what a caller says. */
function questionOf(inputs, tables, collectsBadRows) {
  const question = {
    households: values.tableOf('households', inputs.households),
    events: values.tableOf('events', inputs.events),
    through: values.needText('through', inputs.through),
    postings: tables.includes('postings'),
    outcomes: tables.includes('outcomes'),
    closings: tables.some((table) => TABLES.indexOf(table) > 2),
    collectsBadRows,
    threads: threadsOf(inputs.threads ?? 1),
  };
  for (const name of ['members', 'entries']) {
    if (inputs[name] !== undefined) question[name] = values.tableOf(name, inputs[name]);
  }
  if (inputs.published !== undefined) {
    if (!values.isPath(inputs.published)) misuse('published 应是文件夹', 'published should be the path of a folder');
    question.published = values.pathOf(inputs.published);
  }
  if (inputs.asOf !== undefined) question.asOf = values.momentOf('asOf', inputs.asOf);
  return question;
}

function tablesOf(tables) {
  if (!Array.isArray(tables) || tables.some((table) => !TABLES.includes(table))) {
    misuse(`tables 应列出 ${TABLES.join('、')} 中的表`, `tables should list some of ${TABLES.join(', ')}`);
  }
  return [...tables];
}

async function evaluate(rules, inputs) {
  const handle = handleOf(rules);
  values.needKeys('inputs', inputs, [...INPUTS, 'tables', 'badRows']);
  checkTaskOptions(inputs);
  const tables = tablesOf(inputs.tables ?? ['balances']);
  if (!['refuse', 'collect', undefined].includes(inputs.badRows)) {
    misuse('badRows 只有 "refuse" 和 "collect"', 'badRows is "refuse" or "collect"');
  }
  const question = questionOf(inputs, tables, inputs.badRows === 'collect');
  return new Evaluation(await run('evaluate', inputs, handle, question), tables, rules.decimals);
}

async function explain(rules, inputs, question) {
  const handle = handleOf(rules);
  values.needKeys('inputs', inputs, INPUTS);
  checkTaskOptions(inputs);
  const asked = explained(question);
  return new Explanation(await run('explain', inputs, handle, questionOf(inputs, [], false), asked));
}

module.exports = { Evaluation, Explanation, evaluate, explain, needLanguage };
