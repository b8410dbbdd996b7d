// pointsbank: exact, explained points for villages.
//
// Amounts and points are texts of exact decimals ("12.5"), with as many digits as the rule list's `points.decimals`;
// columns of units are BigInt (units of 10^-decimals). A number of JavaScript goes in where it is a whole number; a
// fraction has to be a text, and anything else is a UsageError that says so. Dates are "2026-03-05", moments RFC 3339.
//
// Every function that works returns a promise and works off the event loop. Errors are of the classes below. What a bank
// refuses (too few points, out of stock) is an answer with a code, no error.

/** A moment: RFC 3339 with its offset, or a Date. What is not said is now. */
export type MomentLike = string | Date;
/** An exact number: "0.5", 2, 2n. A number that is not whole is refused. */
export type Exact = string | number | bigint;
export type Language = 'zh' | 'en';
export interface Texts {
  readonly zh: string;
  readonly en: string;
}

/** A row of a table: cells by column. `null` and `undefined` are absent values. */
export type Row = { readonly [column: string]: string | number | bigint | boolean | Date | null | undefined };
/**
 * A table that goes in: rows; the path (or file URL) of a CSV or `.jsonl` file; a CSV text (a text with a line break is
 * one); or `{name, content}`, where a name that ends in `.jsonl` says JSON Lines.
 *
 * Rows are converted on the event loop; for large tables give a path.
 */
export type Table = readonly Row[] | string | URL | { readonly name?: string; readonly content: string };
/** A rule list: its path, its JSON text, or `{name, content}` with the name that messages use. */
export type RuleText = string | URL | { readonly name?: string; readonly content: string };

export interface Cancellable {
  /** Stops work that is under way, and takes back what waits: the promise is rejected with a CancelledError. */
  signal?: AbortSignal;
}
export interface Progress {
  readonly stage: 'reading' | 'evaluating' | 'verifying';
  /** Of this stage. */
  readonly thousandths: number;
}
export interface Watched extends Cancellable {
  /** Called at most ten times a second. What it throws stops the work and rejects the promise. */
  onProgress?: (progress: Progress) => void;
}

/** The version of the package. */
export const version: string;

// -------------------------------------------------------------------------------------------------------------- errors

/** What is wrong in a rule list or table, and where. */
export interface Issue {
  /** `unknown_key`, `cell_not_a_date`, …: for programs. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** From 1; 0 where unknown. Of rows given as objects: the row's number. */
  readonly line: number;
  /** In characters, from 1; 0 where unknown. */
  readonly column: number;
  /** JSON pointer, or a table's column. */
  readonly pointer: string;
  /** What is wrong. */
  readonly sentence: Texts;
  /** `file:line:column: /pointer: sentence; hint` */
  readonly text: Texts;
}

/** The root of everything that this package throws; `message` is English. */
export class PointsbankError extends Error {
  constructor(text: Texts, issues?: readonly Issue[], options?: { cause?: unknown });
  /** One word for each class: `input`, `rule_list`, `unknown_outcome`, … */
  readonly code: string;
  readonly text: Texts;
  readonly issues: readonly Issue[];
}
/** A rule list, table, command or document is wrong: `issues` has everything that is. Code `input`. */
export class InputError extends PointsbankError {}
/** A rule list is. Code `rule_list`. */
export class RuleListError extends InputError {}
/** An amount leaves 64 bits. Code `overflow`. */
export class OverflowError extends InputError {}
/** A file is no bank, is damaged, of a later format, or there already. Code `store`. */
export class StoreError extends InputError {}
/** A function was called wrongly, or a bank is closed. Code `usage`. */
export class UsageError extends PointsbankError {}
/** The machine failed: a file cannot be read, no memory. Code `machine`. */
export class MachineError extends PointsbankError {}
/** The disk is full or faulty; what was under way is taken back wholly. Code `storage`. */
export class StorageError extends MachineError {}
/**
 * The machine failed while a command was being made durable: it is there wholly or not at all. Open the bank anew and ask
 * again with the same key. Code `unknown_outcome`.
 */
export class UnknownOutcomeError extends StorageError {}
/** Somebody else holds the bank's file for too long; nothing happened. Try again. Code `busy`. */
export class BusyError extends PointsbankError {}
/** The signal said stop; `cause` is its reason. `name` is `AbortError`, code `cancelled`. */
export class CancelledError extends PointsbankError {}

// ----------------------------------------------------------------------------------------------------------- rule lists

/** A rule book: immutable, used by any number of evaluations at once. Made by `loadRules`. */
export class Rules {
  private constructor();
  readonly id: string;
  /** Of points: amounts have so many digits after the point. */
  readonly decimals: number;
  /** What the lists call who is scored: `household` unless they say otherwise. It names the column in tables. */
  readonly subject: string;
  readonly lists: readonly { readonly id: string; readonly version: string; readonly title: Texts }[];
  readonly warnings: readonly Issue[];
}

/** Everything that is wrong or worth a second look in rule lists and in the book that they form; empty: nothing. */
export function check(lists: RuleText | readonly RuleText[], options?: Cancellable): Promise<Issue[]>;

/** Loads the rule book that the lists form. @throws RuleListError with all its issues */
export function loadRules(lists: RuleText | readonly RuleText[], options?: Cancellable): Promise<Rules>;

// ----------------------------------------------------------------------------------------------------------- evaluation

export type TableName = 'balances' | 'postings' | 'outcomes' | 'rankings' | 'ratings' | 'dividends' | 'benefits';

/** What there is to evaluate. */
export interface Inputs extends Watched {
  /** Who is scored, with their groups and attributes. */
  households: Table;
  events: Table;
  /** Which member belongs to which household; without it members are not looked up. */
  members?: Table;
  /** Redemptions, refunds, transfers, opening balances. */
  entries?: Table;
  /** A folder with `rankings.csv` and the like, as published: they stay. */
  published?: string | URL;
  /** The last day to evaluate, `2026-12-31`. */
  through: string;
  /** What was recorded later is not known; a date stands for its last moment. */
  asOf?: MomentLike;
  /** 1 to 256; the result is the same, byte for byte. */
  threads?: number;
}
export interface EvaluateInputs extends Inputs {
  /** What is made; `["balances"]` where it is not said. */
  tables?: readonly TableName[];
  /** Rows that cannot be taken: `refuse` (an InputError with all of them), or `collect` (`badRows` of the result). */
  badRows?: 'refuse' | 'collect';
}
export interface ExplainInputs extends Inputs {}

/** One of both. */
export type ExplainQuestion = { household: string; event?: undefined } | { event: string; household?: undefined };

/** Cells of a result as texts, exactly as in the CSV; `null` where the cell is empty. */
export interface BalanceRow {
  /** Named as the rule list's `subject`. */
  household: string;
  standing: string;
  spendable: string;
  earned: string;
  deducted: string;
  frozen_until: string | null;
}
export interface PostingRow {
  posting: string;
  date: string;
  household: string;
  member: string | null;
  source: string;
  event: string | null;
  cause: string;
  standing: string;
  spendable: string;
}
export interface OutcomeRow {
  event: string;
  household: string | null;
  rule: string | null;
  outcome: string;
  amount: string | null;
  reason: string | null;
}
export interface RankingRow {
  closing: string;
  period: string;
  household: string;
  group: string | null;
  measure: string;
  rank: string;
  points: string;
}
export interface RatingRow {
  closing: string;
  period: string;
  household: string;
  group: string | null;
  measure: string | null;
  rank: string | null;
  level: string | null;
}
export interface DividendRow {
  closing: string;
  period: string;
  household: string;
  group: string | null;
  measure: string;
  amount: string;
}
export interface BenefitRow {
  closing: string;
  period: string;
  household: string;
  value: string;
  unit: string | null;
}
export interface Tables {
  balances: BalanceRow;
  postings: PostingRow;
  outcomes: OutcomeRow;
  rankings: RankingRow;
  ratings: RatingRow;
  dividends: DividendRow;
  benefits: BenefitRow;
}

/** Amounts in units of 10^-decimals, row by row as in the table. */
export interface BalanceUnits {
  readonly decimals: number;
  readonly standing: BigInt64Array;
  readonly spendable: BigInt64Array;
  readonly earned: BigInt64Array;
  readonly deducted: BigInt64Array;
}
export interface PostingUnits {
  readonly decimals: number;
  readonly standing: BigInt64Array;
  readonly spendable: BigInt64Array;
}

/** Why points were given or not: `data`, and a text in either language. */
export class Explanation {
  private constructor();
  readonly data: unknown;
  toString(lang?: Language): string;
  toJSON(): unknown;
}

/**
 * The result of an evaluation. The properties make arrays of objects on the event loop, when they are asked for first;
 * of large tables take `csv`, `rows` or `units`, which leave it free.
 */
export class Evaluation {
  private constructor();
  readonly balances: BalanceRow[];
  readonly postings: PostingRow[];
  readonly outcomes: OutcomeRow[];
  readonly rankings: RankingRow[];
  readonly ratings: RatingRow[];
  readonly dividends: DividendRow[];
  readonly benefits: BenefitRow[];
  /** Columns that were ignored. */
  readonly warnings: readonly Issue[];
  /** With `badRows: "collect"`: why each row was not taken. */
  readonly badRows: readonly Issue[];
  /** The property of that name. @throws UsageError where the table was not asked for */
  table<Name extends TableName>(name: Name): Tables[Name][];
  /** The table's file, byte for byte; `bad_rows`: file, line, column, code, reason (in `lang`), row. */
  csv(name: TableName | 'bad_rows', options?: Cancellable & { lang?: Language }): Promise<string>;
  /** Row by row, with pauses for the event loop. */
  rows<Name extends TableName>(name: Name): AsyncGenerator<Tables[Name], void, undefined>;
  /** Amounts as BigInt columns. */
  units(name: 'balances'): Promise<BalanceUnits>;
  units(name: 'postings'): Promise<PostingUnits>;
  /** Evaluates again and listens. @throws UsageError where the household or event is not there */
  explain(question: ExplainQuestion, options?: Watched): Promise<Explanation>;
}

/**
 * Evaluates what households did.
 * @throws InputError with every bad row; OverflowError; UsageError; MachineError; CancelledError
 */
export function evaluate(rules: Rules, inputs: EvaluateInputs): Promise<Evaluation>;
/** Says why. @throws as `evaluate`, and UsageError where the household or event is not there */
export function explain(rules: Rules, inputs: ExplainInputs, question: ExplainQuestion): Promise<Explanation>;

// ------------------------------------------------------------------------------------------------------------- the bank

/** What every command says. */
export interface Acting {
  /** Who acts: an officer, a member or a household, by id. Signing people in is the caller's work. */
  by: string;
  at?: MomentLike;
  /**
   * The idempotency key, 1 to 128 bytes: the same for each try of the same command. The same key with the same content
   * gives the first answer; without one each call is a command of its own.
   */
  key?: string;
}
export interface TableCommand extends Acting {
  table: Table;
}
export interface AdoptFields extends Acting {
  lists: RuleText | readonly RuleText[];
}
export interface RosterFields extends TableCommand {
  /** The day from which the table holds; from the beginning where it is not said. */
  from?: string;
  /** May change the past; needs a reason. */
  correct?: boolean;
  reason?: string;
}
export interface SubmitFields extends Acting {
  /** Its id; the bank gives one where it is not said. */
  event?: string;
  /** Found by the member where it is not said. */
  household?: string;
  member?: string;
  kind: string;
  /** A date or moment. */
  occurred: string;
  quantity?: Exact;
  /** Of a `range` score, as proposed. */
  points?: Exact;
  grade?: string;
  act?: string;
  attributes?: { readonly [name: string]: Exact | boolean };
  /** SHA-256 digests of the attachments, 64 hexadecimal digits each. */
  evidence?: readonly string[];
}
export interface EventStep extends Acting {
  event: string;
  reason?: string;
}
export interface ApproveFields extends EventStep {
  /** Of a `range` score: what this reviewer gives. */
  points?: Exact;
}
export interface DecideFields extends EventStep {
  /** The claim stands; else it is rejected. */
  keep: boolean;
}
export interface SettleFields extends Acting {
  /** A date; the day of `at` where it is not said. */
  through?: string;
}
export interface RedeemFields extends Acting {
  redemption?: string;
  household: string;
  /** Pieces by goods. */
  lines: { readonly [goods: string]: number } | readonly { readonly goods: string; readonly pieces: number }[];
}
export interface RedemptionStep extends Acting {
  redemption: string;
  reason?: string;
}
export interface TransferFields extends Acting {
  transfer?: string;
  household: string;
  /** Shares by household, in proportion. */
  shares: { readonly [household: string]: Exact };
  reason?: string;
}
export interface MonthFields extends Acting {
  /** `2026-03` */
  month: string;
}
export interface ReopenFields extends MonthFields {
  /** The second officer. */
  with: string;
  reason: string;
}
export interface ForgetFields extends Acting {
  /** A household's or member's id. */
  person: string;
  reason?: string;
}

/** A command by its name, with the fields of its method. */
export type Command =
  | ({ command: 'adopt' } & AdoptFields)
  | ({ command: 'roster' } & RosterFields)
  | ({ command: 'members' | 'officers' | 'import' | 'entries' | 'goods' } & TableCommand)
  | ({ command: 'submit' } & SubmitFields)
  | ({ command: 'approve' } & ApproveFields)
  | ({ command: 'reject' | 'withdraw' | 'object' | 'appeal' | 'uphold' | 'dismiss' } & EventStep)
  | ({ command: 'decide' } & DecideFields)
  | ({ command: 'settle' } & SettleFields)
  | ({ command: 'redeem' } & RedeemFields)
  | ({ command: 'collect' } & Acting & { redemption: string })
  | ({ command: 'cancel' } & RedemptionStep)
  | ({ command: 'transfer' } & TransferFields)
  | ({ command: 'close' } & MonthFields)
  | ({ command: 'reopen' } & ReopenFields)
  | ({ command: 'forget' } & ForgetFields);

export type RefusalCode =
  | 'wrong_state'
  | 'not_allowed'
  | 'conflict_of_interest'
  | 'already_reviewed'
  | 'evidence_missing'
  | 'not_active'
  | 'frozen'
  | 'in_debt'
  | 'suspended'
  | 'out_of_stock'
  | 'goods_limit'
  | 'period_limit'
  | 'too_few_points'
  | 'month_closed'
  | 'month_open'
  | 'too_early'
  | 'no_rule_book'
  | 'key_reused';

/** What a command came to. */
export class Answer {
  private constructor();
  /** `done`, or why not. `wrong_input`: of `executeMany` alone, where a command is wrong in itself. */
  readonly code: 'done' | 'wrong_input' | RefusalCode;
  readonly isDone: boolean;
  /** The answer of an earlier command with the same key. */
  readonly replayed: boolean;
  /** Figures and ids, each as a text: `needed` is "6.0". */
  readonly values: { readonly [name: string]: string };
  /** The sentence for people. */
  toString(lang?: Language): string;
}

export interface HouseholdBalance {
  household: string;
  standing: string;
  /** Below 0: a debt, which what is earned next pays first. */
  spendable: string;
  earned: string;
  deducted: string;
  frozen_until: string | null;
}
export interface StatementLine {
  /** In the journal. */
  entry: number;
  /** The day it is for. */
  date: string;
  /** In which it is booked. */
  month: string;
  recorded: string;
  member: string | null;
  source: string;
  event: string | null;
  cause: string;
  standing: string;
  spendable: string;
  standing_after: string;
  spendable_after: string;
  /** The entry that it takes back. */
  reverses: number | null;
  is_taken_back: boolean;
  is_disputed: boolean;
  /** The reason in plain words. */
  text: Texts;
}
export interface Statement {
  balance: HouseholdBalance;
  lines: StatementLine[];
}
export type ClaimState =
  'submitted' | 'published' | 'objected' | 'final' | 'rejected' | 'withdrawn' | 'appealed' | 'revoked';
export interface ClaimStep {
  entry: number;
  at: string;
  by: string;
  step: string;
  points: string | null;
  reason: string | null;
}
export interface Claim {
  event: string;
  household: string | null;
  member: string | null;
  kind: string;
  occurred: string;
  state: ClaimState;
  /** In publicity: when it becomes final. */
  due: string | null;
  cells: { [column: string]: string };
  evidence: string[];
  steps: ClaimStep[];
}
export interface BoardClaim {
  event: string;
  household: string;
  /** Masked. */
  name: string | null;
  title: Texts;
  occurred: string;
  state: 'published' | 'objected';
  due: string | null;
}
export interface BoardRow {
  table: 'rankings' | 'ratings';
  closing: string;
  title: Texts;
  period: string;
  household: string;
  name: string | null;
  group: string | null;
  rank: string | null;
  measure: string | null;
  level: string | null;
}
export interface Board {
  day: string;
  claims: BoardClaim[];
  closings: BoardRow[];
}
export interface Why {
  claim: Claim;
  /** As `Explanation.data`; null where the event does not count. */
  explanation: unknown;
}
export interface ShelfLine {
  goods: string;
  title: string;
  /** A piece. */
  points: string;
  in_stock: number;
  held: number;
  handed_out: number;
  bought: number;
  /** Pieces a household. */
  limit: number | null;
  per: string | null;
}
export interface Redemption {
  redemption: string;
  household: string;
  date: string;
  points: string;
  state: 'held' | 'collected' | 'cancelled' | 'timed_out';
  last_day: string | null;
  lines: { goods: string; pieces: number }[];
}
export interface Finding {
  code: string;
  /** The first entry concerned; 0: none. */
  entry: number;
  sentence: Texts;
}
export interface Verification {
  entries: number;
  root: string;
  chain: string;
  /** What does not fit; empty: everything does. */
  findings: Finding[];
}
export interface Difference {
  month: string;
  table: string;
  closing: string;
  period: string;
  household: string;
  published: string;
  now: string;
}

/** Who asks and when: a balance settles first, booked by `by` at `at`. */
export interface Asking extends Cancellable {
  by?: string;
  at?: MomentLike;
}
export interface AskingThen extends Asking {
  /** What the book said at that moment; nothing is settled. */
  asOf?: MomentLike;
}
export type TextQuestion =
  | 'balance'
  | 'balances'
  | 'statement'
  | 'board'
  | 'why'
  | 'claims'
  | 'shelf'
  | 'redemptions'
  | 'verify'
  | 'differences'
  | 'sheet'
  | 'slip';

export interface OpenOptions {
  /** How long a command waits for another process that writes; 10,000. */
  busyMilliseconds?: number;
  /** For evaluating everybody; 1. */
  threads?: number;
}

/**
 * A bank's file, open. Calls are carried out one after another, in their order, each on a thread of libuv's pool (of
 * which there are four unless UV_THREADPOOL_SIZE says more). Any number of processes and worker threads may have the same
 * file open. A bank that nobody holds any more is closed.
 *
 * A command that is answered is durable. One that waits can be taken back by its signal; one that has begun is carried
 * out.
 *
 * @throws InputError where a command is wrong in itself; BusyError; StorageError; UnknownOutcomeError; UsageError
 */
export class Bank {
  private constructor();
  /** Makes a new file; `id` names the bank on sheets and slips. @throws StoreError where the file is there */
  static create(file: string | URL, id: string, options: OpenOptions & { by: string; at?: MomentLike }): Promise<Bank>;
  /** @throws StoreError where the file is no bank; StorageError where it cannot be opened */
  static open(file: string | URL, options?: OpenOptions & { readOnly?: boolean }): Promise<Bank>;
  readonly id: string;
  /** Of points, by the rule book in force. */
  decimals(): Promise<number>;
  /** Waits for what was called before, and lets go of the file. Calls that come later are a UsageError. */
  close(): Promise<void>;

  execute(command: Command, options?: Cancellable): Promise<Answer>;
  /** Many with one sync: each has its own answer. One that is wrong has the code `wrong_input`; the others happen. */
  executeMany(commands: readonly Command[], options?: Cancellable): Promise<Answer[]>;

  /** Puts a rule book in force: all lists that form it from now on. */
  adopt(fields: AdoptFields, options?: Cancellable): Promise<Answer>;
  /** Who is scored; what held before stays, unless `correct`. */
  roster(fields: RosterFields, options?: Cancellable): Promise<Answer>;
  /** Who belongs to which household: member, household, joined, left, name. */
  members(fields: TableCommand, options?: Cancellable): Promise<Answer>;
  /** Clerks, reviewers, auditors: person, role, joined, left. */
  officers(fields: TableCommand, options?: Cancellable): Promise<Answer>;
  /** Events that are final already, and revocations. */
  importEvents(fields: TableCommand, options?: Cancellable): Promise<Answer>;
  /** Opening balances. */
  importEntries(fields: TableCommand, options?: Cancellable): Promise<Answer>;
  /** Hands in a claim. */
  submit(fields: SubmitFields, options?: Cancellable): Promise<Answer>;
  approve(fields: ApproveFields, options?: Cancellable): Promise<Answer>;
  reject(fields: EventStep, options?: Cancellable): Promise<Answer>;
  withdraw(fields: EventStep, options?: Cancellable): Promise<Answer>;
  /** Objects to a claim in publicity. */
  object(fields: EventStep, options?: Cancellable): Promise<Answer>;
  /** Decides an objection. */
  decide(fields: DecideFields, options?: Cancellable): Promise<Answer>;
  appeal(fields: EventStep, options?: Cancellable): Promise<Answer>;
  uphold(fields: EventStep, options?: Cancellable): Promise<Answer>;
  dismiss(fields: EventStep, options?: Cancellable): Promise<Answer>;
  /** Brings the ledger up to a day. */
  settle(fields: SettleFields, options?: Cancellable): Promise<Answer>;
  /** The shop's catalogue: goods, title, points, stock, limit, per. */
  goods(fields: TableCommand, options?: Cancellable): Promise<Answer>;
  /** Takes the points and sets the goods aside, in one step. */
  redeem(fields: RedeemFields, options?: Cancellable): Promise<Answer>;
  /** Hands the goods over. */
  collect(fields: Acting & { redemption: string }, options?: Cancellable): Promise<Answer>;
  /** Gives points and goods back. */
  cancel(fields: RedemptionStep, options?: Cancellable): Promise<Answer>;
  /** A household splits, merges or moves. */
  transfer(fields: TransferFields, options?: Cancellable): Promise<Answer>;
  /** Publishes a month with its sheet. (`close()` closes the file.) */
  closeMonth(fields: MonthFields, options?: Cancellable): Promise<Answer>;
  /** Takes the last publication back. */
  reopenMonth(fields: ReopenFields, options?: Cancellable): Promise<Answer>;
  /** Erases a name; every digest and balance still fits. */
  forget(fields: ForgetFields, options?: Cancellable): Promise<Answer>;

  balances(options?: AskingThen): Promise<HouseholdBalance[]>;
  balance(household: string, options?: AskingThen): Promise<HouseholdBalance>;
  /** A passbook. */
  statement(household: string, options?: AskingThen): Promise<Statement>;
  /** What is public; names are masked. */
  board(options?: Asking): Promise<Board>;
  /** One event's way, and why it counts as it does. */
  why(event: string, options?: Cancellable): Promise<Why>;
  /** Of a household all; of everybody those that are not decided; with `state` those alone. */
  claims(options?: Cancellable & { state?: ClaimState; household?: string }): Promise<Claim[]>;
  shelf(options?: Cancellable): Promise<ShelfLine[]>;
  /** A household's; without one those of all that wait to be collected. */
  redemptions(options?: Cancellable & { household?: string }): Promise<Redemption[]>;
  /** Recomputes the whole book; with `replay` evaluates anew as well. */
  verify(options?: Watched & { replay?: boolean; threads?: number }): Promise<Verification>;
  /** What was published and would come out otherwise now. */
  differences(options?: Cancellable): Promise<Difference[]>;
  /** The sheet of a closed month, as JSON. */
  sheet(month: string, options?: Cancellable): Promise<string>;
  /** The slip that proves one entry, as JSON. */
  slip(entry: number, options?: Cancellable): Promise<string>;
  /** The ledger for other programs. */
  exported(form: 'csv' | 'jsonl' | 'ledger' | 'hledger' | 'beancount', options?: Cancellable): Promise<string>;
  /** A whole copy, made while others work. */
  backUp(file: string | URL, options?: Cancellable): Promise<void>;
  /** The answer to a question as a text for people, as on the command line; Chinese unless `lang` says otherwise. */
  text(
    question: TextQuestion,
    fields?: AskingThen & {
      household?: string;
      event?: string;
      state?: ClaimState;
      month?: string;
      entry?: number;
      replay?: boolean;
      threads?: number;
      lang?: Language;
    },
  ): Promise<string>;
}

/** What of a slip does not fit a sheet; no errors: it does. Needs no bank. @throws InputError where it is no slip */
export function checkSlip(slip: string, sheet: string): Promise<Issue[]>;
/** Does the sheet go on from the one before it? */
export function checkSheet(sheet: string, before?: string): Promise<Issue[]>;
