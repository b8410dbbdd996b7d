// The addon, and how its tasks are called: off the event loop, stopped by an AbortSignal, with progress.
'use strict';

const path = require('node:path');
const { errorOf, cancelled, misuse } = require('./errors.js');

function load() {
  const file = process.env.POINTSBANK_ADDON ?? path.join(__dirname, '..', 'build', 'pointsbank.node');
  try {
    return require(path.resolve(file));
  } catch (error) {
    throw new Error(
      `pointsbank: the addon ${file} cannot be loaded (${error.message}). ` +
        'Build it: npm rebuild pointsbank (needs cmake, a C++20 compiler, Boost, nlohmann-json, OpenSSL and SQLite)',
      { cause: error },
    );
  }
}

const addon = load();

/** Looks at the `signal` and `onProgress` of a call's options. */
function checkTaskOptions({ signal, onProgress }) {
  const isSignal =
    signal !== null &&
    typeof signal === 'object' &&
    'aborted' in signal &&
    typeof signal.addEventListener === 'function';
  if (signal !== undefined && !isSignal) {
    misuse('signal 不是 AbortSignal', 'signal is no AbortSignal');
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    misuse('onProgress 不是函数', 'onProgress is no function');
  }
}

/**
 * Calls a task of the addon; its promise, with errors of our classes. An exception in `onProgress` stops the work and
 * is what the promise is rejected with.
 */
async function run(name, options, ...values) {
  const { signal, onProgress } = options;
  if (signal?.aborted) throw cancelled(signal);
  const task = {};
  if (signal || onProgress) task.token = addon.newToken();
  let failure;
  let isOver = false;
  if (onProgress) {
    task.progress = (stage, thousandths) => {
      if (isOver || failure) return;
      try {
        onProgress({ stage, thousandths });
      } catch (error) {
        failure = { error };
        addon.cancel(task.token);
      }
    };
  }
  const stop = () => addon.cancel(task.token);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await addon[name](task, ...values);
  } catch (thrown) {
    if (failure) throw failure.error;
    throw thrown?.kind === 'CancelledError' ? cancelled(signal) : errorOf(thrown);
  } finally {
    isOver = true;
    signal?.removeEventListener('abort', stop);
  }
}

module.exports = { addon, run, checkTaskOptions };
