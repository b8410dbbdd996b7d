// The bank: each call is queued, carried out off the event loop, and answered by a promise.
'use strict';

const { randomUUID } = require('node:crypto');
const { misuse, cancelled } = require('./errors.js');
const { run, checkTaskOptions } = require('./native.js');
const { needLanguage } = require('./evaluation.js');
const values = require('./values.js');

/** Methods whose names are not the command's: close() closes the file. */
const COMMANDS = {
  adopt: 'adopt',
  roster: 'roster',
  members: 'members',
  officers: 'officers',
  importEvents: 'import',
  importEntries: 'entries',
  submit: 'submit',
  approve: 'approve',
  reject: 'reject',
  withdraw: 'withdraw',
  object: 'object',
  decide: 'decide',
  appeal: 'appeal',
  uphold: 'uphold',
  dismiss: 'dismiss',
  settle: 'settle',
  goods: 'goods',
  redeem: 'redeem',
  collect: 'collect',
  cancel: 'cancel',
  transfer: 'transfer',
  closeMonth: 'close',
  reopenMonth: 'reopen',
  forget: 'forget',
};

/** Questions that settle first, by somebody and at a moment. */
const SETTLE_FIRST = ['balance', 'balances', 'statement', 'board'];

/** What a command came to. A refusal is an answer: `code` says why, `values` have the figures. */
class Answer {
  #sentence;

  constructor({ sentence, ...facts } = {}) {
    this.#sentence = sentence;
    Object.assign(this, facts);
  }

  get isDone() {
    return this.code === 'done';
  }

  toString(lang = 'en') {
    return this.#sentence[needLanguage(lang)];
  }
}

/** `{soap: 2}` as `[{goods: "soap", pieces: 2}]`; a truth value as the text that tables have. */
function pairs(map, key, value) {
  if (!values.isObject(map)) return map;
  return Object.entries(map).map(([name, one]) => ({
    [key]: name,
    [value]: typeof one === 'boolean' ? String(one) : one,
  }));
}

/** A command as the library reads it: JSON with its tables as texts and its numbers exact. */
async function commandText(command) {
  values.needObject('a command', command);
  const { table, lists, at, key, ...fields } = command;
  const text = {
    ...fields,
    lines: pairs(fields.lines, 'goods', 'pieces'),
    shares: pairs(fields.shares, 'household', 'share'),
    attributes: pairs(fields.attributes, 'column', 'text'),
    at: values.momentOf('at', at),
    key: values.needText('key', key ?? `node-${randomUUID()}`),
  };
  if (table !== undefined) text.table = await values.tableText('table', table);
  if (lists !== undefined) text.lists = await values.ruleTexts(lists);
  return JSON.stringify(values.exactly('', text));
}

function bankOptions(options, known) {
  values.needKeys('options', options, known);
  checkTaskOptions(options);
  return {
    busyMilliseconds: values.needWhole('busyMilliseconds', options.busyMilliseconds ?? 10_000, 0),
    threads: values.needWhole('threads', options.threads ?? 1, 1, 256),
    readOnly: options.readOnly === true,
  };
}

function fileOf(file) {
  if (!values.isPath(file) || file === '') {
    misuse(`file 应是文件路径，却是 ${values.shown(file)}`, `file should be a path, and is ${values.shown(file)}`);
  }
  return values.pathOf(file);
}

class Bank {
  #handle;
  #last = Promise.resolve();

  static async create(file, id, acting = {}) {
    const { by, at, ...options } = values.needObject('options', acting);
    const fields = {
      ...bankOptions(options, ['busyMilliseconds', 'threads']),
      file: fileOf(file),
      id: values.needText('id', id),
      by: values.needText('by', by),
      at: values.momentOf('at', at),
    };
    return new Bank(await run('createBank', {}, fields));
  }

  static async open(file, options = {}) {
    const fields = bankOptions(options, ['busyMilliseconds', 'threads', 'readOnly']);
    return new Bank(await run('openBank', {}, { ...fields, file: fileOf(file) }));
  }

  constructor(opened) {
    if (opened?.handle === undefined)
      misuse('请用 Bank.open 或 Bank.create', 'a bank is opened by Bank.open or Bank.create');
    this.#handle = opened.handle;
    this.id = opened.id;
  }

  /**
   * One after another, in the order of the calls; an argument may be a promise. What waits can be taken back by its
   * signal.
   */
  #queue(name, options, ...rest) {
    checkTaskOptions(options);
    if (this.#handle === undefined) return misuse('账本已关闭', 'the bank is closed');
    const handle = this.#handle;
    const { signal } = options;
    let hasBegun = false;
    let forget;
    const waiting = new Promise((_, reject) => {
      forget = () => hasBegun || reject(cancelled(signal));
      signal?.addEventListener('abort', forget, { once: true });
    });
    const ready = Promise.all(rest);
    ready.catch(() => {}); // told by `done`
    const done = this.#last.then(async () => {
      const given = await ready;
      if (signal?.aborted) throw cancelled(signal);
      hasBegun = true;
      return run(name, options, handle, ...given);
    });
    this.#last = done.catch(() => {});
    const result = signal ? Promise.race([done, waiting]) : done;
    return result.finally(() => signal?.removeEventListener('abort', forget));
  }

  async close() {
    if (this.#handle === undefined) return;
    const closed = this.#queue('closeBank', {});
    this.#handle = undefined;
    await closed;
  }

  async decimals() {
    return this.#queue('decimals', {});
  }

  async execute(command, options = {}) {
    values.needKeys('options', options, ['signal']);
    return new Answer(await this.#queue('execute', options, commandText(command)));
  }

  async executeMany(commands, options = {}) {
    values.needKeys('options', options, ['signal']);
    if (!Array.isArray(commands)) misuse('commands 应是数组', 'commands should be an array');
    const texts = Promise.all(commands.map(commandText));
    return (await this.#queue('executeMany', options, texts)).map((answer) => new Answer(answer));
  }

  /** The answer to a question: JSON of the library's, or with `lang` a text. */
  #said(question, { signal, onProgress, threads = 1, ...fields }) {
    const said = { question, by: '', ...fields };
    if (said.asOf !== undefined) {
      said.as_of = values.momentOf('asOf', said.asOf);
      said.question = `${question}_as_of`;
      delete said.by;
    } else if (SETTLE_FIRST.includes(question)) {
      said.at = values.momentOf('at', said.at);
    } else {
      delete said.by;
    }
    delete said.asOf;
    const text = JSON.stringify(values.exactly('', said));
    return this.#queue('ask', { signal, onProgress }, text, values.needWhole('threads', threads, 1, 256));
  }

  async #ask(question, fields) {
    return JSON.parse(await this.#said(question, fields));
  }

  async balances(options = {}) {
    values.needKeys('options', options, ['by', 'at', 'asOf', 'signal']);
    return (await this.#ask('balances', options)).balances;
  }

  async balance(household, options = {}) {
    values.needKeys('options', options, ['by', 'at', 'asOf', 'signal']);
    values.needText('household', household);
    if (options.asOf === undefined) return (await this.#ask('balance', { ...options, household })).balances[0];
    return (await this.statement(household, options)).balance;
  }

  async statement(household, options = {}) {
    values.needKeys('options', options, ['by', 'at', 'asOf', 'signal']);
    return this.#ask('statement', { ...options, household: values.needText('household', household) });
  }

  async board(options = {}) {
    return this.#ask('board', values.needKeys('options', options, ['by', 'at', 'signal']));
  }

  async why(event, options = {}) {
    values.needKeys('options', options, ['signal']);
    return this.#ask('why', { ...options, event: values.needText('event', event) });
  }

  async claims(options = {}) {
    values.needKeys('options', options, ['state', 'household', 'signal']);
    return (await this.#ask('claims', options)).claims;
  }

  async shelf(options = {}) {
    return (await this.#ask('shelf', values.needKeys('options', options, ['signal']))).goods;
  }

  async redemptions(options = {}) {
    values.needKeys('options', options, ['household', 'signal']);
    return (await this.#ask('redemptions', options)).redemptions;
  }

  async verify(options = {}) {
    return this.#ask('verify', values.needKeys('options', options, ['replay', 'threads', 'signal', 'onProgress']));
  }

  async differences(options = {}) {
    return (await this.#ask('differences', values.needKeys('options', options, ['signal']))).differences;
  }

  async sheet(month, options = {}) {
    values.needKeys('options', options, ['signal']);
    return this.#said('sheet', { ...options, month: values.needText('month', month) });
  }

  async slip(entry, options = {}) {
    values.needKeys('options', options, ['signal']);
    return this.#said('slip', { ...options, entry: values.needWhole('entry', entry, 0, Number.MAX_SAFE_INTEGER) });
  }

  async exported(form, options = {}) {
    values.needKeys('options', options, ['signal']);
    return this.#said('exported', { ...options, form: values.needText('form', form) });
  }

  async text(question, fields = {}) {
    values.needText('question', question);
    if (question === 'exported' || question === 'back_up')
      misuse('请用 exported、backUp', 'there are exported and backUp');
    const known = [
      'household',
      'event',
      'state',
      'month',
      'entry',
      'by',
      'at',
      'asOf',
      'replay',
      'threads',
      'lang',
      'signal',
    ];
    values.needKeys('fields', fields, known);
    return this.#said(question, { ...fields, lang: needLanguage(fields.lang ?? 'zh') });
  }

  async backUp(file, options = {}) {
    values.needKeys('options', options, ['signal']);
    await this.#said('back_up', { ...options, file: fileOf(file) });
  }
}

for (const [method, command] of Object.entries(COMMANDS)) {
  Object.defineProperty(Bank.prototype, method, {
    configurable: true,
    writable: true,
    value: async function (fields, options = {}) {
      values.needObject('fields', fields);
      if ('command' in fields) misuse('字段里不写 command', 'the method says the command; leave `command` out');
      return this.execute({ ...fields, command }, options);
    },
  });
}

async function checkSlip(slip, sheet) {
  return run('checkSlip', {}, values.needText('slip', slip), values.needText('sheet', sheet));
}

async function checkSheet(sheet, before = undefined) {
  if (before !== undefined) values.needText('before', before);
  return run('checkSheet', {}, values.needText('sheet', sheet), before);
}

module.exports = { Bank, Answer, checkSlip, checkSheet };
