// The back end of a village's mini-program. It knows who acts, and lets nobody see another household's passbook; what is
// right and what is possible the bank says.
//
//   const server = await build({ openBank, people, platform, photos: 'folder', clock: () => new Date() });
//   await server.listen({ port: 8080 });
'use strict';

const { createHash } = require('node:crypto');
const fastify = require('fastify');
const { refuse, described } = require('./answers.js');
const { Keeper } = require('./keeper.js');
const { Photos, MOST_BYTES } = require('./photos.js');
const { Sessions, Tries } = require('./sessions.js');

/**
 * The bank's key for a client's: one person's keys say nothing about another's, and any header that a telephone may send
 * fits into 128 bytes.
 */
function keyOf(request) {
  const header = request.headers['idempotency-key'];
  if (typeof header !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(header)) throw refuse.key();
  return `mini-${createHash('sha256').update(`${request.who.person}\n${header}`).digest('hex')}`;
}

const tokenOf = (request) => /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1];

/** Hooks: who it is; `config.role` says which role a route needs. */
function addSignIn(server, { people, platform, sessions, tries }) {
  server.decorateRequest('who', null);
  server.addHook('onRequest', async (request) => {
    const { role } = request.routeOptions.config;
    if (role === 'anybody' || request.is404) return;
    const token = tokenOf(request);
    request.who = token && sessions.find(token);
    if (!request.who) throw refuse.signIn();
    if (role && !request.who.roles.includes(role)) throw refuse.role();
  });

  const schema = {
    body: {
      type: 'object',
      required: ['code'],
      additionalProperties: false,
      properties: { code: { type: 'string', minLength: 1, maxLength: 256 } },
    },
  };
  server.post('/session', { schema, config: { role: 'anybody' } }, async (request) => {
    if (!tries.allows(request.ip)) throw refuse.tries();
    const who = people.find(await platform.openIdOf(request.body.code));
    if (!who) throw refuse.stranger();
    return { token: sessions.begin(who), ...who };
  });
  server.delete('/session', async (request, reply) => {
    sessions.end(tokenOf(request));
    return reply.code(204).send();
  });
}

/**
 * `trustProxy`: the address of the proxy in front, whose word on who calls is taken; tries are counted by address.
 */
async function build({ openBank, people, platform, photos, clock, trustProxy = false, logger = false }) {
  const server = fastify({
    logger,
    bodyLimit: 64 * 1024,
    requestTimeout: 60_000, // also of an upload that trickles in
    trustProxy,
    // What is sent is taken as it is: a number does not become a text, nor the other way round.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
  });
  const keeper = new Keeper(openBank);
  server.addHook('onClose', () => keeper.close());
  server.setErrorHandler((error, request, reply) => {
    const { status, headers = {}, body } = described(error);
    if (status >= 500) request.log.error(error);
    return reply.code(status).headers(headers).send(body);
  });
  server.setNotFoundHandler(() => {
    throw refuse.notThere();
  });
  server.addHook('onSend', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  await server.register(require('@fastify/multipart'), {
    limits: { files: 1, fields: 0, parts: 1, fileSize: MOST_BYTES + 1, headerPairs: 20 },
  });

  addSignIn(server, { people, platform, sessions: new Sessions(clock), tries: new Tries(clock, 30) });
  const village = {
    ask: (question) => keeper.use(question),
    photos: new Photos(photos),
    uploads: new Tries(clock, 20),
    /** Who acts, when, and under which key: what every command says. */
    acting: (request) => ({ by: request.who.person, at: clock(), key: keyOf(request) }),
    asking: (request) => ({ by: request.who.person, at: clock() }),
  };
  require('./household.js').add(server, village);
  require('./desk.js').add(server, village);
  return server;
}

module.exports = { build };
