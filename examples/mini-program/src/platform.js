// Who holds the telephone: the platform turns the code that `wx.login` gave into an open id. The only place that knows
// the platform; the server needs `openIdOf(code)` and nothing else.
'use strict';

/** The platform does not know the code (used, too old, made up). */
class SignInRefused extends Error {}

/** WeChat's code2Session. The secret never leaves the server. */
class WeChat {
  #appId;
  #secret;
  #fetch;

  constructor({ appId, secret, fetch = globalThis.fetch }) {
    this.#appId = appId;
    this.#secret = secret;
    this.#fetch = fetch;
  }

  async openIdOf(code) {
    const query = new URLSearchParams({
      appid: this.#appId,
      secret: this.#secret,
      js_code: code,
      grant_type: 'authorization_code',
    });
    const answer = await this.#fetch(`https://api.weixin.qq.com/sns/jscode2session?${query}`, {
      signal: AbortSignal.timeout(5000),
    });
    const { openid } = await answer.json();
    if (typeof openid !== 'string' || openid === '') throw new SignInRefused('code2Session');
    return openid;
  }
}

/** For tests and demonstrations: the code is the open id. Never in a village. */
class Demonstration {
  async openIdOf(code) {
    if (!code.startsWith('demo-')) throw new SignInRefused('demonstration');
    return code;
  }
}

module.exports = { WeChat, Demonstration, SignInRefused };
