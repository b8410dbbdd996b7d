// Photos that go with claims. A photo is kept under the digest of its bytes, which goes into the claim: nobody can
// exchange it afterwards. Each household has its own folder, so that a digest alone shows nobody a photo.
'use strict';

const { createHash, randomUUID } = require('node:crypto');
const fs = require('node:fs');
const fsp = require('node:fs/promises');
const path = require('node:path');
const { Transform } = require('node:stream');
const { pipeline } = require('node:stream/promises');

const MOST_BYTES = 5 * 1024 * 1024;
const HEAD = 16;

/** What the bytes are, whatever the name or the telephone says. */
const KINDS = [
  { ending: 'jpg', type: 'image/jpeg', is: (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  {
    ending: 'png',
    type: 'image/png',
    is: (head) => head.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  },
  {
    ending: 'webp',
    type: 'image/webp',
    is: (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  },
];

class NotAPhoto extends Error {}
class TooLarge extends Error {}

/** Passes bytes on while it counts and digests them. */
class Digesting extends Transform {
  #hash = createHash('sha256');
  #size = 0;
  head = Buffer.alloc(0);

  _transform(chunk, encoding, done) {
    this.#size += chunk.length;
    if (this.#size > MOST_BYTES) return done(new TooLarge());
    if (this.head.length < HEAD) this.head = Buffer.concat([this.head, chunk]).subarray(0, HEAD);
    this.#hash.update(chunk);
    return done(null, chunk);
  }

  digest() {
    return this.#hash.digest('hex');
  }
}

class Photos {
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  /** A household's id is no file name: it may hold anything. */
  #folderOf(household) {
    return path.join(this.#folder, createHash('sha256').update(household).digest('hex'));
  }

  /** Takes a stream of bytes; {sha256, type}. NotAPhoto, TooLarge: nothing is kept. */
  async keep(household, stream) {
    const folder = this.#folderOf(household);
    await fsp.mkdir(folder, { recursive: true, mode: 0o700 });
    const aside = path.join(folder, `${randomUUID()}.part`);
    try {
      const digesting = new Digesting();
      await pipeline(stream, digesting, fs.createWriteStream(aside, { mode: 0o600, flags: 'wx' }));
      const kind = KINDS.find(({ is }) => is(digesting.head));
      if (!kind) throw new NotAPhoto();
      const sha256 = digesting.digest();
      await fsp.rename(aside, path.join(folder, `${sha256}.${kind.ending}`));
      return { sha256, type: kind.type };
    } finally {
      await fsp.rm(aside, { force: true });
    }
  }

  /** {file, type} of a household's photo, or undefined. */
  find(household, sha256) {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    for (const { ending, type } of KINDS) {
      const file = path.join(this.#folderOf(household), `${sha256}.${ending}`);
      if (fs.existsSync(file)) return { file, type };
    }
    return undefined;
  }
}

module.exports = { Photos, NotAPhoto, TooLarge, MOST_BYTES };
