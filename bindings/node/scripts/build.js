// Builds the addon from source with the machine's own tools: `npm install` calls it. Nothing is fetched.
//
//   POINTSBANK_PREFIX=DIR       use the library that is installed there instead of compiling the one brought along
//   POINTSBANK_NODE_INCLUDE=DIR where node_api.h is, if it is not beside node or in /usr/include
//   POINTSBANK_ADDON=FILE       an addon that is there already: nothing is built
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..');
const build = path.join(root, 'build');

/** Where npm has put node-addon-api: beside this package or inside it. */
function nodeAddonApi() {
  return path.dirname(require.resolve('node-addon-api/package.json', { paths: [root] }));
}

function run(command, words) {
  const done = spawnSync(command, words, { stdio: 'inherit' });
  if (done.error)
    throw new Error(`${command} cannot be run (${done.error.code}); pointsbank is built with CMake 3.22 or later`);
  if (done.status !== 0) throw new Error(`${command} ${words[0]} ended with exit code ${done.status}`);
}

function options() {
  const { POINTSBANK_PREFIX: prefix, POINTSBANK_NODE_INCLUDE: include } = process.env;
  const given = [
    '-DCMAKE_BUILD_TYPE=Release',
    `-DPOINTSBANK_NODE=${process.execPath}`,
    `-DPOINTSBANK_NODE_ADDON_API=${nodeAddonApi()}`,
  ];
  if (prefix) given.push('-DPOINTSBANK_INSTALLED=ON', `-DCMAKE_PREFIX_PATH=${path.resolve(prefix)}`);
  if (include) given.push(`-DPOINTSBANK_NODE_INCLUDE=${path.resolve(include)}`);
  return given;
}

function main() {
  if (process.env.POINTSBANK_ADDON) return;
  fs.rmSync(path.join(build, 'CMakeCache.txt'), { force: true }); // another Node, another place
  run('cmake', ['-S', root, '-B', build, ...options()]);
  const jobs = process.env.CMAKE_BUILD_PARALLEL_LEVEL ?? String(os.cpus().length);
  run('cmake', ['--build', build, '--target', 'pointsbank_node', '--parallel', jobs]);
}

try {
  main();
} catch (error) {
  console.error(`pointsbank: ${error.message}`);
  console.error(
    'Needed on Debian and Ubuntu: cmake g++ libboost-dev nlohmann-json3-dev libssl-dev libsqlite3-dev, and for their ' +
      'own node libnode-dev.',
  );
  process.exitCode = 1;
}
