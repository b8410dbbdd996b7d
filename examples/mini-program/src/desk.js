// The desk: reviewers judge claims, the clerk hands goods over. The bank refuses who may not, whatever stands here.
'use strict';

const { sendAnswer } = require('./answers.js');

const reviewer = { config: { role: 'reviewer' } };
const clerk = { config: { role: 'clerk' } };
const reason = { type: 'string', minLength: 1, maxLength: 500 };
const REASON = { body: { type: 'object', required: ['reason'], additionalProperties: false, properties: { reason } } };
const APPROVE = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: { reason, points: { type: 'string', pattern: '^-?[0-9]{1,9}(\\.[0-9]{1,6})?$' } },
  },
};
const DECIDE = {
  body: {
    type: 'object',
    required: ['keep', 'reason'],
    additionalProperties: false,
    properties: { keep: { type: 'boolean' }, reason },
  },
};

function add(server, village) {
  server.get('/desk/claims', reviewer, async () => {
    const states = await Promise.all(
      ['submitted', 'objected', 'appealed'].map((state) => village.ask((bank) => bank.claims({ state }))),
    );
    return { claims: states.flat() };
  });
  const STEPS = { approve: APPROVE, reject: REASON, decide: DECIDE, uphold: REASON, dismiss: REASON };
  for (const [step, schema] of Object.entries(STEPS)) {
    server.post(`/desk/claims/:event/${step}`, { ...reviewer, schema }, async (request, reply) => {
      const fields = { ...village.acting(request), event: request.params.event, ...request.body };
      return sendAnswer(reply, await village.ask((bank) => bank[step](fields)));
    });
  }
  server.get('/desk/redemptions', clerk, async () => ({
    redemptions: (await village.ask((bank) => bank.redemptions())).filter((one) => one.state === 'held'),
  }));
  server.post('/desk/redemptions/:redemption/collect', clerk, async (request, reply) => {
    const fields = { ...village.acting(request), redemption: request.params.redemption };
    return sendAnswer(reply, await village.ask((bank) => bank.collect(fields)));
  });
}

module.exports = { add };
