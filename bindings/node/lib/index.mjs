import pointsbank from './index.js';

export default pointsbank;
export const {
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
} = pointsbank;
