// Who an open id is: people.csv, columns open_id, person, household, roles (villager, reviewer, clerk; several with a
// space between). What a role may do the bank decides once more.
'use strict';

const fs = require('node:fs');

const ROLES = ['villager', 'reviewer', 'clerk'];

class People {
  #byOpenId = new Map();

  constructor(text) {
    const [header, ...lines] = text.trim().split(/\r?\n/);
    if (header !== 'open_id,person,household,roles')
      throw new Error('people.csv: the columns are open_id,person,household,roles');
    for (const [i, line] of lines.entries()) {
      const [openId, person, household, roles, ...more] = line.split(',');
      const all = (roles ?? '').split(' ').filter(Boolean);
      const isWrong = !openId || !person || more.length > 0 || all.some((role) => !ROLES.includes(role));
      if (isWrong || (all.includes('villager') && !household)) throw new Error(`people.csv:${i + 2}: ${line}`);
      this.#byOpenId.set(openId, Object.freeze({ person, household: household || null, roles: Object.freeze(all) }));
    }
  }

  static read(file) {
    return new People(fs.readFileSync(file, 'utf8'));
  }

  /** {person, household, roles}, or undefined. */
  find(openId) {
    return this.#byOpenId.get(openId);
  }
}

module.exports = { People };
