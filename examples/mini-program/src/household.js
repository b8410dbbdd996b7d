// What a household sees and does: passbook, claims with photos, the board, the shop.
'use strict';

const fs = require('node:fs');
const { refuse, sendAnswer } = require('./answers.js');

const text = (maxLength) => ({ type: 'string', minLength: 1, maxLength });
const body = (required, properties) => ({
  body: { type: 'object', required, additionalProperties: false, properties },
});

const CLAIM = body(['kind', 'occurred'], {
  kind: text(128),
  occurred: text(40),
  quantity: { type: 'string', pattern: '^[0-9]{1,9}(\\.[0-9]{1,9})?$' },
  grade: text(128),
  evidence: { type: 'array', maxItems: 9, uniqueItems: true, items: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
});
const CLAIMS = {
  querystring: {
    type: 'object',
    additionalProperties: false,
    properties: {
      state: { enum: ['submitted', 'published', 'objected', 'final', 'rejected', 'withdrawn', 'appealed', 'revoked'] },
    },
  },
};
const REASON = body(['reason'], { reason: text(500) });
const LINES = body(['lines'], {
  lines: {
    type: 'object',
    minProperties: 1,
    maxProperties: 20,
    additionalProperties: { type: 'integer', minimum: 1, maximum: 1000 },
  },
});
const villager = { config: { role: 'villager' } };

/** The claim of an event, if it is the household's own. */
async function ownClaim(village, request) {
  const { claim } = await village.ask((bank) => bank.why(request.params.event)).catch(notThere);
  if (claim.household !== request.who.household) throw refuse.notYours();
  return claim;
}

function notThere(error) {
  throw error.code === 'usage' || error.code === 'input' ? refuse.notThere() : error;
}

function addPassbook(server, village) {
  server.get('/households/:household/passbook', async (request) => {
    const { household } = request.params;
    if (household !== request.who.household && !request.who.roles.includes('clerk')) throw refuse.notYours();
    return village.ask((bank) => bank.statement(household, village.asking(request))).catch(notThere);
  });
  server.get('/claims/:event/why', villager, async (request) => {
    const claim = await ownClaim(village, request);
    const said = (lang) => village.ask((bank) => bank.text('why', { event: claim.event, lang }));
    return { claim, sentence: { zh: await said('zh'), en: await said('en') } };
  });
}

function addClaims(server, village) {
  server.post('/photos', villager, async (request, reply) => {
    if (!village.uploads.allows(request.who.person)) throw refuse.tries();
    const part = await request.file();
    if (!part) throw refuse.photo();
    reply.code(201);
    return village.photos.keep(request.who.household, part.file);
  });
  server.get('/claims', { ...villager, schema: CLAIMS }, async (request) => {
    const { state } = request.query; // none: all of the household's
    return { claims: await village.ask((bank) => bank.claims({ household: request.who.household, state })) };
  });
  server.post('/claims', { ...villager, schema: CLAIM }, async (request, reply) => {
    const { household, person } = request.who;
    const { evidence = [], ...claim } = request.body;
    if (!evidence.every((sha256) => village.photos.find(household, sha256))) throw refuse.photo();
    const fields = { ...village.acting(request), ...claim, evidence, household, member: person };
    return sendAnswer(reply, await village.ask((bank) => bank.submit(fields)));
  });
  for (const step of ['withdraw', 'appeal']) {
    server.post(`/claims/:event/${step}`, { ...villager, schema: REASON }, async (request, reply) => {
      const { event } = await ownClaim(village, request);
      const fields = { ...village.acting(request), event, reason: request.body.reason };
      return sendAnswer(reply, await village.ask((bank) => bank[step](fields)));
    });
  }
  server.get('/claims/:event/photos/:sha256', async (request, reply) => {
    const { claim } = await village.ask((bank) => bank.why(request.params.event)).catch(notThere);
    const isOwn = claim.household === request.who.household;
    if (!isOwn && !request.who.roles.includes('reviewer')) throw refuse.notYours();
    const photo =
      claim.evidence.includes(request.params.sha256) && village.photos.find(claim.household, request.params.sha256);
    if (!photo) throw refuse.notThere();
    reply.type(photo.type).header('content-security-policy', "default-src 'none'");
    return reply.send(fs.createReadStream(photo.file));
  });
}

function addBoard(server, village) {
  server.get('/board', async (request) => village.ask((bank) => bank.board(village.asking(request))));
  server.post('/claims/:event/objection', { ...villager, schema: REASON }, async (request, reply) => {
    const fields = { ...village.acting(request), event: request.params.event, reason: request.body.reason };
    return sendAnswer(reply, await village.ask((bank) => bank.object(fields)));
  });
}

function addShop(server, village) {
  server.get('/shop', villager, async (request) => {
    const { household } = request.who;
    const balance = await village.ask((bank) => bank.balance(household, village.asking(request)));
    return { spendable: balance.spendable, goods: await village.ask((bank) => bank.shelf()) };
  });
  server.get('/redemptions', villager, async (request) => ({
    redemptions: await village.ask((bank) => bank.redemptions({ household: request.who.household })),
  }));
  server.post('/redemptions', { ...villager, schema: LINES }, async (request, reply) => {
    const fields = { ...village.acting(request), household: request.who.household, lines: request.body.lines };
    return sendAnswer(reply, await village.ask((bank) => bank.redeem(fields)));
  });
  server.post('/redemptions/:redemption/cancel', { ...villager, schema: REASON }, async (request, reply) => {
    const { redemption } = request.params;
    const own = await village.ask((bank) => bank.redemptions({ household: request.who.household }));
    if (!own.some((one) => one.redemption === redemption)) throw refuse.notYours();
    const fields = { ...village.acting(request), redemption, reason: request.body.reason };
    return sendAnswer(reply, await village.ask((bank) => bank.cancel(fields)));
  });
}

function add(server, village) {
  server.get('/me', async (request) => request.who);
  addPassbook(server, village);
  addClaims(server, village);
  addBoard(server, village);
  addShop(server, village);
}

module.exports = { add };
