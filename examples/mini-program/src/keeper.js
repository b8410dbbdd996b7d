// Keeps a bank's file open, and opens it anew where the outcome of a command is not known: the bank then looks at what
// the disk has, and the same key gets the same answer.
'use strict';

const { UnknownOutcomeError } = require('pointsbank');

class Keeper {
  #open;
  #bank;

  /** `open` gives a promise of a bank. */
  constructor(open) {
    this.#open = open;
  }

  /** `work(bank)`. */
  async use(work) {
    this.#bank ??= this.#open();
    const opened = this.#bank;
    try {
      return await work(await opened);
    } catch (error) {
      if (error instanceof UnknownOutcomeError) await this.#letGo(opened);
      throw error;
    }
  }

  async #letGo(opened) {
    if (this.#bank !== opened) return; // somebody else has done so already
    this.#bank = undefined;
    await (await opened).close().catch(() => {});
  }

  async close() {
    const opened = this.#bank;
    this.#bank = undefined;
    if (opened) await (await opened).close();
  }
}

module.exports = { Keeper };
