// Rule lists: checked, and loaded as a rule book.
'use strict';

const { misuse } = require('./errors.js');
const { addon, run, checkTaskOptions } = require('./native.js');
const { needKeys, ruleTexts, shown } = require('./values.js');

let handleOf;

/** A rule book that was loaded: immutable, used by any number of evaluations at once. */
class Rules {
  #handle;

  static {
    handleOf = (rules) => {
      if (rules === null || typeof rules !== 'object' || !(#handle in rules)) {
        misuse(
          `rules 应是 loadRules 得到的，却是 ${shown(rules)}`,
          `rules should be what loadRules gave, and is ${shown(rules)}`,
        );
      }
      return rules.#handle;
    };
  }

  constructor(loaded) {
    const { handle, ...facts } = loaded ?? {};
    if (handle === undefined) misuse('请用 loadRules', 'a rule book is made by loadRules');
    this.#handle = handle;
    Object.assign(this, facts);
  }
}

async function loadRules(lists, options = {}) {
  needKeys('options', options, ['signal']);
  checkTaskOptions(options);
  return new Rules(await run('loadRules', options, await ruleTexts(lists)));
}

async function check(lists, options = {}) {
  needKeys('options', options, ['signal']);
  checkTaskOptions(options);
  return run('check', options, await ruleTexts(lists));
}

module.exports = { Rules, loadRules, check, handleOf, version: addon.version };
