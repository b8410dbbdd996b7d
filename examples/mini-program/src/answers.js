// What goes wrong, as answers over HTTP: a code for programs, a sentence in Chinese and English for people.
'use strict';

const pb = require('pointsbank');
const { NotAPhoto, TooLarge } = require('./photos.js');
const { SignInRefused } = require('./platform.js');

/** The server's own refusals. */
class Refused extends Error {
  constructor(status, code, zh, en) {
    super(en);
    Object.assign(this, { status, code, sentence: { zh, en } });
  }
}

const refuse = {
  signIn: () => new Refused(401, 'sign_in', '请先登录', 'Sign in first'),
  stranger: () => new Refused(403, 'stranger', '您还没有登记，请找村文书', 'You are not registered yet; ask the clerk'),
  role: () => new Refused(403, 'not_allowed', '您没有这个权限', 'You may not do this'),
  notYours: () => new Refused(403, 'not_yours', '这是别人家的', "This is another household's"),
  notThere: () => new Refused(404, 'not_there', '没有找到', 'There is no such thing'),
  key: () =>
    new Refused(
      400,
      'key_missing',
      '请求头缺少 Idempotency-Key',
      'The header Idempotency-Key is missing: the same for each try of one action',
    ),
  photo: () => new Refused(400, 'photo_unknown', '照片还没有上传', 'A photo that the claim names was not uploaded'),
  tries: () => new Refused(429, 'too_many_tries', '请过一分钟再试', 'Try again in a minute'),
};

/** What a command came to, with the status that says so. */
function sendAnswer(reply, answer) {
  const FORBIDDEN = ['not_allowed', 'conflict_of_interest'];
  reply.code(answer.isDone ? 200 : FORBIDDEN.includes(answer.code) ? 403 : 409);
  return {
    code: answer.code,
    replayed: answer.replayed,
    values: answer.values,
    sentence: { zh: answer.toString('zh'), en: answer.toString('en') },
  };
}

const sentences = (error) => ({ zh: error.text.zh, en: error.text.en });

/** {status, headers, body} of an error; nothing of the machine's inside goes out. */
function described(error) {
  const again = { 'retry-after': '1' };
  if (error instanceof Refused) return { status: error.status, body: { code: error.code, sentence: error.sentence } };
  if (error instanceof pb.UnknownOutcomeError) {
    const sentence = {
      zh: '还不知道是否成功，请用同一个键重试',
      en: 'It is not known yet whether it succeeded; try again with the same key',
    };
    return { status: 503, headers: again, body: { code: error.code, sentence } };
  }
  if (error instanceof pb.BusyError)
    return { status: 503, headers: again, body: { code: error.code, sentence: sentences(error) } };
  if (error instanceof pb.InputError) {
    const issues = error.issues.map((issue) => ({
      code: issue.code,
      pointer: issue.pointer,
      sentence: issue.sentence,
    }));
    return { status: 400, body: { code: error.code, issues, sentence: sentences(error) } };
  }
  if (error instanceof SignInRefused) return described(refuse.signIn());
  if (error instanceof TooLarge || error.statusCode === 413) {
    return {
      status: 413,
      body: { code: 'too_large', sentence: { zh: '太大了（照片最大 5 MB）', en: 'Too large (photos: 5 MB at most)' } },
    };
  }
  if (error instanceof NotAPhoto) {
    return {
      status: 415,
      body: { code: 'no_photo', sentence: { zh: '只收 JPEG、PNG、WebP 照片', en: 'Photos are JPEG, PNG or WebP' } },
    };
  }
  if (error.validation || (error.statusCode >= 400 && error.statusCode < 500)) {
    return {
      status: error.statusCode ?? 400,
      body: { code: 'bad_request', sentence: { zh: `请求有误：${error.message}`, en: error.message } },
    };
  }
  return { status: 500, body: { code: 'failed', sentence: { zh: '服务器出错', en: 'The server failed' } } };
}

module.exports = { Refused, refuse, sendAnswer, described };
