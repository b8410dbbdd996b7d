// Who is signed in. Tokens are random, kept as digests alone, and end: after half a day, or when somebody signs out.
'use strict';

const { createHash, randomBytes } = require('node:crypto');

const LASTS = 12 * 60 * 60 * 1000;
const MOST = 100_000;

const digestOf = (token) => createHash('sha256').update(token).digest('hex');

class Sessions {
  #clock;
  #kept = new Map(); // digest → {who, ends}, the oldest first

  constructor(clock) {
    this.#clock = clock;
  }

  begin(who) {
    const token = randomBytes(32).toString('base64url');
    this.#kept.set(digestOf(token), { who, ends: this.#clock().getTime() + LASTS });
    for (const [digest, { ends }] of this.#kept) {
      if (ends > this.#clock().getTime() && this.#kept.size <= MOST) break;
      this.#kept.delete(digest);
    }
    return token;
  }

  /** Who it is, or undefined. */
  find(token) {
    const kept = this.#kept.get(digestOf(token));
    return kept && kept.ends > this.#clock().getTime() ? kept.who : undefined;
  }

  end(token) {
    this.#kept.delete(digestOf(token));
  }
}

/** So many tries in a minute for each address: codes cannot be guessed by trying. */
class Tries {
  #clock;
  #most;
  #minute = -1;
  #counts = new Map();

  constructor(clock, most) {
    this.#clock = clock;
    this.#most = most;
  }

  allows(address) {
    const minute = Math.floor(this.#clock().getTime() / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#counts.clear();
    }
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    return count <= this.#most;
  }
}

module.exports = { Sessions, Tries };
