// The portal with a village of its own: started on a free port, with a clock that tests move.
//
// The demonstration village is made once and copied for each test, so that no test sees what another did.
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const programs = {
  portal: process.env.VILLAGE_PORTAL ?? path.join(root, 'build/release/examples/portal/village_portal'),
  pointsbank: process.env.POINTSBANK ?? path.join(root, 'build/release/tools/pointsbank/pointsbank'),
  python: process.env.PYTHON ?? 'python3',
};

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-test-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

let prototype;

/** A fresh copy of the demonstration village. */
export function village() {
  if (!prototype) {
    const made = path.join(scratch, 'prototype');
    execFileSync(programs.python, [path.join(root, 'examples/portal/village/make_village.py'), '--out', made,
      '--pointsbank', programs.pointsbank, '--portal', programs.portal], { stdio: ['ignore', 'ignore', 'inherit'] });
    prototype = made;
  }
  const copy = fs.mkdtempSync(path.join(scratch, 'village-'));
  fs.cpSync(prototype, copy, { recursive: true });
  return copy;
}

async function freePort() {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

export class Portal {
  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
    this.address = `http://127.0.0.1:${port}`;
  }

  static async start(folder = village()) {
    const portal = new Portal(folder, await freePort());
    await portal.#run();
    return portal;
  }

  async #run() {
    const file = (name) => path.join(this.folder, name);
    this.process = spawn(programs.portal, ['serve', '--demonstration', '--port', String(this.port),
      '--bank', file('village.pointsbank'), '--accounts', file('accounts.sqlite'), '--photos', file('photos'),
      '--rules', file('rules.json'), '--clock', file('clock')], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.messages = '';
    this.process.stderr.on('data', (text) => { this.messages += text; });
    const ended = once(this.process, 'exit').then(() => { throw new Error(`the portal ended: ${this.messages}`); });
    await Promise.race([once(this.process.stdout, 'data'), ended]);
    ended.catch(() => {});
  }

  /** Moves the village's clock, `2026-05-21T09:00:00+08:00`. */
  moment(text) {
    const file = path.join(this.folder, 'clock');
    fs.writeFileSync(`${file}.new`, `${text}\n`);
    fs.renameSync(`${file}.new`, file);
  }

  async stop(signal = 'SIGTERM') {
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
  }

  /** What the command line says of the bank, as JSON. */
  ask(...words) {
    return JSON.parse(execFileSync(programs.pointsbank, ['bank', '--db', path.join(this.folder, 'village.pointsbank'),
      ...words, '--json'], { encoding: 'utf8' }));
  }
}
