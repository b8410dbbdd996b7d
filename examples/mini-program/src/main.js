// node src/main.js: the back end, with what the environment says.
//
//   POINTSBANK_DB       the bank's file; the demonstration village where it is not said
//   POINTSBANK_PEOPLE   people.csv
//   POINTSBANK_PHOTOS   the folder of the photos
//   WECHAT_APP_ID, WECHAT_SECRET   sign-in by WeChat; without them codes like `demo-zhang` sign in: never in a village
//   PORT, HOST          8080 and 127.0.0.1: TLS is the business of the proxy in front
//   TRUST_PROXY         that proxy's address, e.g. 127.0.0.1
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Bank } = require('pointsbank');
const { People } = require('./people.js');
const { Demonstration, WeChat } = require('./platform.js');
const { build } = require('./server.js');
const { createVillage } = require('./village.js');

async function main(environment) {
  const village = path.join(__dirname, '..', 'village');
  const data = path.join(__dirname, '..', 'data');
  const isDemonstration = !environment.POINTSBANK_DB;
  const file = environment.POINTSBANK_DB ?? path.join(data, 'lixin.pointsbank');
  const { WECHAT_APP_ID: appId, WECHAT_SECRET: secret } = environment;
  if (!isDemonstration && !(appId && secret)) throw new Error('WECHAT_APP_ID and WECHAT_SECRET are missing');
  if (isDemonstration && !fs.existsSync(file)) {
    fs.mkdirSync(data, { recursive: true });
    await createVillage(file, village, { by: 'chen', at: new Date() });
  }
  const server = await build({
    openBank: () => Bank.open(file),
    people: People.read(environment.POINTSBANK_PEOPLE ?? path.join(village, 'people.csv')),
    platform: isDemonstration ? new Demonstration() : new WeChat({ appId, secret }),
    photos: environment.POINTSBANK_PHOTOS ?? path.join(data, 'photos'),
    clock: () => new Date(),
    trustProxy: environment.TRUST_PROXY ?? false,
    logger: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close());
  await server.listen({ port: Number(environment.PORT ?? 8080), host: environment.HOST ?? '127.0.0.1' });
}

main(process.env).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
