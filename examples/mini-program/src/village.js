// Sets a bank up from a folder with rules.json, roster.csv, members.csv, officers.csv and goods.csv.
'use strict';

const path = require('node:path');
const { Bank } = require('pointsbank');

async function createVillage(file, folder, { by, at }) {
  const bank = await Bank.create(file, 'lixin', { by, at });
  const acting = { by, at };
  const table = (name) => ({ ...acting, table: path.join(folder, `${name}.csv`), key: `set-up-${name}` });
  const answers = [
    await bank.adopt({ ...acting, lists: path.join(folder, 'rules.json'), key: 'set-up-rules' }),
    await bank.roster(table('roster')),
    await bank.members(table('members')),
    await bank.officers(table('officers')),
    await bank.goods(table('goods')),
  ];
  await bank.close();
  const refused = answers.find((answer) => !answer.isDone);
  if (refused) throw new Error(String(refused));
}

module.exports = { createVillage };
