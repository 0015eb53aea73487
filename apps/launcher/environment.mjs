// What each process is told: its own settings and secrets, and nobody else's.
import { join } from 'node:path';

/** What any Node process needs from its surroundings. */
const surroundings = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'NODE_EXTRA_CA_CERTS',
];

const everyone = [
  'NODE_ENV',
  'LOG_LEVEL',
  'PUBLIC_URL',
  'DESK_URL',
  'TRUST_PROXY',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_TRACES_SAMPLER_ARG',
];

const own = {
  site: [
    'SITE_HOST',
    'SITE_PORT',
    'TWILIO_AUTH_TOKEN',
    'CALLRAIL_SIGNING_KEY',
    'CTM_SECRET',
    'META_APP_SECRET',
    'META_VERIFY_TOKEN',
    'GOOGLE_LEADS_KEY',
  ],
  desk: [
    'DESK_HOST',
    'DESK_PORT',
    'DATABASE_REPLICA_URL',
    'BREACHED_PASSWORDS_FILE',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'OIDC_NAME',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_API_KEY_SID',
    'TWILIO_API_KEY_SECRET',
    'TWILIO_TWIML_APP_SID',
    'TWILIO_API_BASE',
  ],
  worker: [
    'WORKER_HOST',
    'WORKER_PORT',
    'REDIS_URL',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'CALLRAIL_API_KEY',
    'META_PAGE_TOKEN',
    'SMTP_URL',
    'IMAP_URL',
    'TWILIO_API_BASE',
    'TWILIO_MESSAGING_SERVICE_SID',
    'MAIL_FROM',
    'MAIL_AUTHSERV_ID',
    'CLEARINGHOUSE_URL',
    'CLEARINGHOUSE_AUTHORIZATION',
    'CLEARINGHOUSE_WIRE',
    'CLEARINGHOUSE_NPI',
    'CLEARINGHOUSE_NAME',
    'CLEARINGHOUSE_SENDER',
    'CLEARINGHOUSE_RECEIVER',
    'AUDIT_ANCHOR_DIR',
    'AUDIT_ANCHOR_EMAIL',
  ],
};

/** The environment of site, desk and worker. */
export function environmentOf(name, { env, dataDir, demo, secrets, databaseUrl }) {
  const upper = name.toUpperCase();
  const kept = pick(env, [...surroundings, ...everyone, ...own[name]]);
  return {
    ...(name === 'site' ? {} : siteAddress(env)),
    ...kept,
    DATA_DIR: dataDir,
    BRIDGELINE_DEMO: demo ? '1' : '0',
    [`${upper}_DATABASE_URL`]:
      env[`${upper}_DATABASE_URL`] ||
      addressFor(databaseUrl, `bridgeline_${name}`, secrets[name].databasePassword),
    ...keysOf(name, env, dataDir),
    ...(name === 'desk' ? { AUTH_SECRET: env.AUTH_SECRET || secrets.desk.authSecret } : {}),
    ...(name === 'desk' && demo ? simulatedPhone(env) : {}),
  };
}

/** Where the site is when nobody says where the public sees it: for links that desk and worker hand out. */
function siteAddress(env) {
  return env.SITE_PORT ? { PUBLIC_URL: `http://localhost:${env.SITE_PORT}` } : {};
}

/** The demo's desk stands in for the phone company: it signs as the site expects of Twilio. */
function simulatedPhone(env) {
  return defined({
    SIMULATED_PHONE_TOKEN: env.TWILIO_AUTH_TOKEN,
    SIMULATED_PHONE_SITE: `http://127.0.0.1:${env.SITE_PORT || 3000}`,
  });
}

/** The environment of the owner's programs: migration, keys, the first administrator's link. */
export function ownerEnvironment({ env, dataDir, demo, secrets, databaseUrl }) {
  const password = (name) =>
    env[`${name.toUpperCase()}_DATABASE_URL`] ? undefined : secrets[name].databasePassword;
  return defined({
    ...pick(env, [...surroundings, 'NODE_ENV', 'LOG_LEVEL', 'DEMO_LEADS']),
    DATA_DIR: dataDir,
    BRIDGELINE_DEMO: demo ? '1' : '0',
    DATABASE_URL: databaseUrl,
    SITE_DATABASE_URL: env.SITE_DATABASE_URL,
    DESK_DATABASE_URL: env.DESK_DATABASE_URL,
    WORKER_DATABASE_URL: env.WORKER_DATABASE_URL,
    MIGRATE_SITE_PASSWORD: password('site'),
    MIGRATE_DESK_PASSWORD: password('desk'),
    MIGRATE_WORKER_PASSWORD: password('worker'),
  });
}

/** In production keys may come from the environment: the site's apart from the private ring. */
function keysOf(name, env, dataDir) {
  const given = name === 'site' ? env.BRIDGELINE_SITE_KEYS : env.BRIDGELINE_KEYS;
  if (given) return { BRIDGELINE_KEYS: given };
  return { BRIDGELINE_KEYS_DIR: join(dataDir, 'keys', name === 'site' ? 'site' : 'ring') };
}

function addressFor(databaseUrl, role, password) {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
}

function pick(env, names) {
  return defined(Object.fromEntries(names.map((name) => [name, env[name] || undefined])));
}

function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
