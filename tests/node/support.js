// What the tests of the Node package share. The addon is that of $POINTSBANK_ADDON, or the one that npm has built.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const pb = require(path.join(root, 'bindings', 'node'));

/** A folder that is gone after the test. */
function folder(t) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'pointsbank-node-'));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

const RULES = JSON.stringify({
  format: 'pointsbank/1',
  id: 'village',
  version: '2026',
  effective: { from: '2026-01-01' },
  points: { decimals: 1 },
  groups: ['grid'],
  workflow: { reviewers: 1, publicity: { days: 0 } },
  categories: [{ id: 'order' }],
  positive: [{ id: 'patrol', category: 'order', title: { zh: '巡逻', en: 'Patrol' }, score: { rate: 1.5 } }],
  negative: [],
});

const HOUSEHOLDS = [
  { household: 'H1', grid: 'east', name: '张小三' },
  { household: 'H2', grid: 'west', name: '李四' },
];

/** A moment of a day of January 2026, in China. */
const day = (number, time = '00:00:00') => `2026-01-${String(number).padStart(2, '0')}T${time}+08:00`;

/** A bank in which everything is set up, with points for whom a patrol of so many hours is said. */
async function village(t, hours = {}) {
  const file = path.join(folder(t), 'village.pointsbank');
  const bank = await pb.Bank.create(file, 'village', { by: 'chen', at: day(1) });
  t.after(() => bank.close());
  const by = { by: 'chen', at: day(1) };
  const answers = [
    await bank.adopt({ ...by, lists: RULES }),
    await bank.roster({ ...by, table: HOUSEHOLDS }),
    await bank.officers({
      ...by,
      table: [
        { person: 'chen', role: 'clerk' },
        { person: 'sun', role: 'reviewer' },
      ],
    }),
    await bank.goods({ ...by, table: [{ goods: 'soap', title: '肥皂', points: 3, stock: 4 }] }),
  ];
  for (const [household, quantity] of Object.entries(hours)) {
    const event = `of-${household}`;
    answers.push(
      await bank.submit({
        by: household,
        household,
        event,
        kind: 'patrol',
        occurred: '2026-01-02',
        quantity,
        at: day(2),
      }),
    );
    answers.push(await bank.approve({ by: 'sun', event, at: day(2) }));
  }
  const refused = answers.find((answer) => !answer.isDone);
  if (refused) throw new Error(String(refused));
  return { bank, file };
}

/** So many events of so many households, as CSV. */
function manyEvents(events, households) {
  const lines = ['event,household,kind,at,quantity'];
  for (let i = 0; i < events; ++i) {
    const month = String(1 + (i % 12)).padStart(2, '0');
    lines.push(`e${i},H${i % households},patrol,2026-${month}-15,${1 + (i % 7)}`);
  }
  return `${lines.join('\n')}\n`;
}
const manyHouseholds = (count) =>
  `household,grid\n${Array.from({ length: count }, (_, i) => `H${i},g${i % 9}\n`).join('')}`;

module.exports = { root, pb, folder, village, day, RULES, HOUSEHOLDS, manyEvents, manyHouseholds };
