// For the mini-program itself: signing in, and calls that may be tried again.
//
// A key stands for one action of one person ("this claim", "this tap on Redeem"), not for one try. Make it when the page
// opens or the sheet comes up, keep it until there is an answer, and send it with every try.
'use strict';

/** Answers for which the same request is sent again, and after how many milliseconds. */
const PAUSES = [500, 1000, 2000, 4000];
const mayHaveHappened = (status) => status === undefined || status === 503 || status === 502 || status === 504;

/** `wx` is the platform's; `pause` waits so many milliseconds. */
function points(wx, address, pause = (ms) => new Promise((done) => setTimeout(done, ms))) {
  let token;

  const once = (method, path, data, key) =>
    new Promise((done) => {
      const header = { 'content-type': 'application/json' };
      if (token) header.authorization = `Bearer ${token}`;
      if (key) header['Idempotency-Key'] = key;
      wx.request({
        url: address + path,
        method,
        data,
        header,
        success: ({ statusCode, data: answer }) => done({ status: statusCode, answer }),
        fail: () => done({ status: undefined, answer: undefined }),
      });
    });

  /** {status, answer}; `status` is undefined where nothing came back, even after all tries. */
  async function call(method, path, data, key) {
    let said = await once(method, path, data, key);
    if (said.status === 401 && token) {
      // The session has ended: signing in again asks nobody anything, and nothing has happened yet.
      token = undefined;
      if ((await signIn()).status === 200) said = await once(method, path, data, key);
    }
    for (const ms of PAUSES) {
      if (!mayHaveHappened(said.status) || (method !== 'GET' && !key)) break;
      await pause(ms);
      said = await once(method, path, data, key);
    }
    return said;
  }

  async function signIn() {
    const code = await new Promise((done, failed) => wx.login({ success: (said) => done(said.code), fail: failed }));
    const { status, answer } = await call('POST', '/session', { code });
    if (status === 200) token = answer.token;
    return { status, answer };
  }

  /** The photo's digest, for a claim's `evidence`. */
  const upload = (filePath) =>
    new Promise((done) => {
      wx.uploadFile({
        url: `${address}/photos`,
        filePath,
        name: 'photo',
        header: { authorization: `Bearer ${token}` },
        success: ({ statusCode, data }) => done({ status: statusCode, answer: JSON.parse(data) }),
        fail: () => done({ status: undefined, answer: undefined }),
      });
    });

  return { signIn, upload, get: (path) => call('GET', path), post: (path, data, key) => call('POST', path, data, key) };
}

/** A key for a new action. */
const newKey = () =>
  `${Date.now().toString(36)}-${Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 8)).join('')}`;

module.exports = { points, newKey };
