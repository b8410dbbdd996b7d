// What the types allow, and what they refuse: each @ts-expect-error is an error that has to be there. Compiled, never run.
import * as pb from 'pointsbank';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;

export async function evaluating(): Promise<void> {
  const issues: readonly pb.Issue[] = await pb.check([
    'a.json',
    { name: 'b.json', content: '{}' },
    new URL('file:///c.json'),
  ]);
  same<(typeof issues)[number]['severity'], 'error' | 'warning'>(true);
  const rules = await pb.loadRules('rules.json', { signal: AbortSignal.timeout(5) });
  const result = await pb.evaluate(rules, {
    households: [{ household: 'H1', joined: null, elderly: true }],
    events: [{ event: 'e1', household: 'H1', kind: 'x', at: new Date(), quantity: 2n }],
    members: 'members.csv',
    through: '2026-12-31',
    tables: ['balances', 'rankings'],
    threads: 2,
    badRows: 'collect',
    onProgress: ({ stage, thousandths }) =>
      same<[typeof stage, typeof thousandths], ['reading' | 'evaluating' | 'verifying', number]>(true),
  });
  same<typeof result.balances, pb.BalanceRow[]>(true);
  const standing: string = result.balances[0]!.standing;
  const units = await result.units('balances');
  const unit: bigint = units.earned[0]!;
  for await (const row of result.rows('rankings')) same<typeof row, pb.RankingRow>(true);
  const text: string = (await result.explain({ event: 'e1' })).toString('zh');
  void [standing, unit, text];

  // @ts-expect-error amounts are texts
  const wrong: number = result.balances[0]!.standing;
  // @ts-expect-error there is no such table
  void result.csv('balance');
  // @ts-expect-error postings have no column of what was earned
  void (await result.units('postings')).earned;
  // @ts-expect-error outcomes have no units
  void result.units('outcomes');
  // @ts-expect-error `through` is missing
  void pb.evaluate(rules, { households: 'a.csv', events: 'b.csv' });
  // @ts-expect-error a day is a text
  void pb.evaluate(rules, { households: 'a.csv', events: 'b.csv', through: new Date() });
  // @ts-expect-error misspelt
  void pb.evaluate(rules, { households: 'a.csv', events: 'b.csv', trough: '2026-12-31' });
  // @ts-expect-error one of both
  void result.explain({ event: 'e1', household: 'H1' });
  // @ts-expect-error there is no French
  void (await result.explain({ event: 'e1' })).toString('fr');
  // @ts-expect-error rules are loaded
  void pb.evaluate('rules.json', { households: 'a.csv', events: 'b.csv', through: '2026-12-31' });
  // @ts-expect-error made by loadRules
  void new pb.Rules();
  void wrong;
}

export async function banking(): Promise<void> {
  const bank = await pb.Bank.create('v.pointsbank', 'village', { by: 'chen', busyMilliseconds: 100 });
  const answer = await bank.submit({
    by: 'H1',
    kind: 'patrol',
    occurred: '2026-01-02',
    quantity: '0.5',
    attributes: { depth: 2n },
  });
  if (answer.code === 'too_few_points') same<(typeof answer.values)[string], string>(true);
  same<typeof answer.isDone, boolean>(true);
  void bank.redeem({ by: 'H1', household: 'H1', lines: { soap: 2 }, key: 'k' }, { signal: AbortSignal.timeout(5) });
  void bank.execute({ command: 'close', by: 'chen', month: '2026-03' });
  void bank.executeMany([
    { command: 'settle', by: 'chen' },
    { command: 'collect', by: 'chen', redemption: 'r1' },
  ]);
  const balance: pb.HouseholdBalance = await bank.balance('H1', { asOf: new Date() });
  const zh: string = (await bank.statement('H1')).lines[0]!.text.zh;
  void [balance, zh, await bank.text('statement', { household: 'H1', lang: 'en' })];

  // @ts-expect-error who acts is missing
  void bank.settle({});
  // @ts-expect-error what stands is missing
  void bank.decide({ by: 'sun', event: 'e1' });
  // @ts-expect-error there is no such command
  void bank.execute({ command: 'sumbit', by: 'H1' });
  // @ts-expect-error there is no such refusal
  if (answer.code === 'no_points') void 0;
  // @ts-expect-error an export has a closed list of forms
  void bank.exported('pdf');
  // @ts-expect-error a slip is that of an entry's number
  void bank.slip('47');
  // @ts-expect-error answers are not made
  void new pb.Answer();
  // @ts-expect-error settling tells nothing of its progress
  void bank.settle({ by: 'chen' }, { onProgress: () => undefined });
  await bank.close();
}

export function errors(error: unknown): string {
  if (error instanceof pb.UnknownOutcomeError) return error.text.zh;
  if (error instanceof pb.RuleListError) return error.issues.map((issue) => issue.sentence.en).join('\n');
  // @ts-expect-error it need not be ours
  return error.code;
}
