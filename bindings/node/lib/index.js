// pointsbank for Node: rule lists, evaluation, the bank. index.d.ts says what each takes and gives.
'use strict';

const { classes } = require('./errors.js');
const { Rules, loadRules, check, version } = require('./rules.js');
const { Evaluation, Explanation, evaluate, explain } = require('./evaluation.js');
const { Bank, Answer, checkSlip, checkSheet } = require('./bank.js');

module.exports = {
  version,
  check,
  loadRules,
  Rules,
  evaluate,
  explain,
  Evaluation,
  Explanation,
  Bank,
  Answer,
  checkSlip,
  checkSheet,
  ...classes,
};
