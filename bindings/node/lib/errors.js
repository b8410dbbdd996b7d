// What goes wrong, as classes. Each error has a `code` for programs, `text` in Chinese and English for people, and
// `issues` with the places of everything that is wrong. Refusals of a bank are answers, no errors.
'use strict';

class PointsbankError extends Error {
  /**
   * @param {{zh: string, en: string}} text
   * @param {object[]} issues
   */
  constructor(text, issues = [], options = undefined) {
    super(text.en, options);
    this.text = text;
    this.issues = issues;
  }

  get name() {
    return this.constructor.name;
  }

  get code() {
    return this.constructor.code;
  }
}
PointsbankError.code = 'error';

class InputError extends PointsbankError {}
InputError.code = 'input';
class RuleListError extends InputError {}
RuleListError.code = 'rule_list';
class OverflowError extends InputError {}
OverflowError.code = 'overflow';
class StoreError extends InputError {}
StoreError.code = 'store';
class UsageError extends PointsbankError {}
UsageError.code = 'usage';
class MachineError extends PointsbankError {}
MachineError.code = 'machine';
class StorageError extends MachineError {}
StorageError.code = 'storage';
class UnknownOutcomeError extends StorageError {}
UnknownOutcomeError.code = 'unknown_outcome';
class BusyError extends PointsbankError {}
BusyError.code = 'busy';

/** The caller's AbortSignal said stop; `cause` is its reason. Named as what the platform throws then. */
class CancelledError extends PointsbankError {
  get name() {
    return 'AbortError';
  }
}
CancelledError.code = 'cancelled';

const classes = {
  PointsbankError,
  InputError,
  RuleListError,
  OverflowError,
  StoreError,
  UsageError,
  MachineError,
  StorageError,
  UnknownOutcomeError,
  BusyError,
  CancelledError,
};

/** What the addon rejects with, as an error of the classes above. */
function errorOf(thrown) {
  const known = thrown !== null && typeof thrown === 'object' && classes[thrown.kind];
  return known ? new known(thrown.message, thrown.issues) : thrown;
}

/** Throws a UsageError: `zh` and `en` say what was expected and what to write. */
function misuse(zh, en) {
  throw new UsageError({ zh, en });
}

function cancelled(signal) {
  return new CancelledError({ zh: '已取消', en: 'cancelled' }, [], { cause: signal?.reason });
}

module.exports = { ...classes, classes, errorOf, misuse, cancelled };
