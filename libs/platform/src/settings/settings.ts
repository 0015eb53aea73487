import { join, resolve } from 'node:path';
import { z } from 'zod';
import * as field from './fields.js';

/** A variable that is missing or wrong; the message is a sentence that says what to set. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

type Environment = Record<string, string | undefined>;

const everywhere = {
  NODE_ENV: field.nodeEnv,
  LOG_LEVEL: field.logLevel,
  DATA_DIR: field.optional,
  BRIDGELINE_DEMO: field.flag,
  BRIDGELINE_KEYS: field.optional,
  BRIDGELINE_KEYS_DIR: field.optional,
};

const siteVariables = z.object({
  ...everywhere,
  SITE_DATABASE_URL: field.databaseUrl,
  SITE_HOST: field.host,
  SITE_PORT: field.port(3000),
  PUBLIC_URL: field.webUrl,
  TRUST_PROXY: field.trustProxy,
  TWILIO_AUTH_TOKEN: field.optional,
  CALLRAIL_SIGNING_KEY: field.optional,
  CTM_SECRET: field.optional,
  META_APP_SECRET: field.optional,
  META_VERIFY_TOKEN: field.optional,
  GOOGLE_LEADS_KEY: field.optional,
});

const deskVariables = z.object({
  ...everywhere,
  DESK_DATABASE_URL: field.databaseUrl,
  DATABASE_REPLICA_URL: field.optionalDatabaseUrl,
  DESK_HOST: field.host,
  DESK_PORT: field.port(3001),
  DESK_URL: field.webUrl,
  PUBLIC_URL: field.webUrl,
  TRUST_PROXY: field.trustProxy,
  TWILIO_ACCOUNT_SID: field.optional,
  TWILIO_API_KEY_SID: field.optional,
  TWILIO_API_KEY_SECRET: field.optional,
  TWILIO_TWIML_APP_SID: field.optional,
  TWILIO_API_BASE: field.webUrl,
  BREACHED_PASSWORDS_FILE: field.optional,
  OIDC_ISSUER: field.webUrl,
  OIDC_CLIENT_ID: field.optional,
  OIDC_CLIENT_SECRET: field.optional,
  OIDC_NAME: field.optional,
  SIMULATED_PHONE_TOKEN: field.optional,
  SIMULATED_PHONE_SITE: field.webUrl,
  AUTH_SECRET: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z
      .string('set it to 32 or more random characters; it signs the sessions of staff')
      .min(32, 'set it to 32 or more random characters; it signs the sessions of staff'),
  ),
});

const workerVariables = z.object({
  ...everywhere,
  WORKER_DATABASE_URL: field.databaseUrl,
  WORKER_HOST: field.host,
  WORKER_PORT: field.port(3002),
  REDIS_URL: field.redisUrl,
  PUBLIC_URL: field.webUrl,
  DESK_URL: field.webUrl,
  TWILIO_ACCOUNT_SID: field.optional,
  TWILIO_AUTH_TOKEN: field.optional,
  CALLRAIL_API_KEY: field.optional,
  META_PAGE_TOKEN: field.optional,
  TWILIO_API_BASE: field.webUrl,
  TWILIO_MESSAGING_SERVICE_SID: field.optional,
  SMTP_URL: field.mailUrl,
  IMAP_URL: field.mailboxUrl,
  MAIL_FROM: field.optional,
  MAIL_AUTHSERV_ID: field.optional,
  AUDIT_ANCHOR_DIR: field.optional,
  AUDIT_ANCHOR_EMAIL: field.optional,
  CLEARINGHOUSE_URL: field.webUrl,
  CLEARINGHOUSE_AUTHORIZATION: field.optional,
  CLEARINGHOUSE_WIRE: field.clearinghouseWire,
  CLEARINGHOUSE_NPI: field.optional,
  CLEARINGHOUSE_NAME: field.optional,
  CLEARINGHOUSE_SENDER: field.optional,
  CLEARINGHOUSE_RECEIVER: field.optional,
});

const migrateVariables = z.object({
  NODE_ENV: field.nodeEnv,
  LOG_LEVEL: field.logLevel,
  DATABASE_URL: field.databaseUrl,
  SITE_DATABASE_URL: field.optionalDatabaseUrl,
  DESK_DATABASE_URL: field.optionalDatabaseUrl,
  WORKER_DATABASE_URL: field.optionalDatabaseUrl,
  MIGRATE_SITE_PASSWORD: field.optional,
  MIGRATE_DESK_PASSWORD: field.optional,
  MIGRATE_WORKER_PASSWORD: field.optional,
});

/** The public process: where it listens, its own role, the secrets of those who call it. */
export type SiteSettings = ReturnType<typeof siteSettings>;
/** The staff process. */
export type DeskSettings = ReturnType<typeof deskSettings>;
/** The process that works the queues and speaks with providers. */
export type WorkerSettings = ReturnType<typeof workerSettings>;
/** The owner's process: migrations, roles, grants, reference data. */
export type MigrateSettings = ReturnType<typeof migrateSettings>;

/** Reads what the site may know. Throws {@link SettingsError}. */
export function siteSettings(env: Environment = process.env) {
  const v = parse(siteVariables, env);
  const base = baseOf(v, 'site');
  return {
    ...base,
    host: v.SITE_HOST,
    port: v.SITE_PORT,
    databaseUrl: v.SITE_DATABASE_URL,
    publicUrl: v.PUBLIC_URL ?? localUrl(v.SITE_HOST, v.SITE_PORT),
    trustProxy: v.TRUST_PROXY,
    /** Where sealed webhooks wait while the database is away. */
    spoolDir: join(base.dataDir, 'spool'),
    /** A webhook whose secret is undefined answers 503. */
    webhooks: {
      twilioAuthToken: v.TWILIO_AUTH_TOKEN,
      callRailSigningKey: v.CALLRAIL_SIGNING_KEY,
      ctmSecret: v.CTM_SECRET,
      metaAppSecret: v.META_APP_SECRET,
      metaVerifyToken: v.META_VERIFY_TOKEN,
      googleLeadsKey: v.GOOGLE_LEADS_KEY,
    },
  };
}

/** Reads what the desk may know. Throws {@link SettingsError}. */
export function deskSettings(env: Environment = process.env) {
  const v = parse(deskVariables, env);
  return {
    ...baseOf(v, 'ring'),
    host: v.DESK_HOST,
    port: v.DESK_PORT,
    databaseUrl: v.DESK_DATABASE_URL,
    /** A streaming replica that reports are read from; undefined: they are read where everything is. */
    replicaUrl: v.DATABASE_REPLICA_URL,
    /** The desk's own address as staff see it. */
    deskUrl: v.DESK_URL ?? localUrl(v.DESK_HOST, v.DESK_PORT),
    publicUrl: v.PUBLIC_URL ?? localUrl('127.0.0.1', 3000),
    trustProxy: v.TRUST_PROXY,
    authSecret: v.AUTH_SECRET,
    /** A file of breached passwords (SHA-1, in order); undefined: only the shipped word lists. */
    breachedPasswordsFile: v.BREACHED_PASSWORDS_FILE,
    /** The organisation's own sign-in; undefined: there is none. */
    sso: ssoOf(v),
    /** Calls in the browser; undefined: not set up. */
    phone: phoneOf(v),
    /** Where the demo's stand-in for the phone company finds the site, and how it signs. */
    simulatedPhone:
      v.BRIDGELINE_DEMO && v.SIMULATED_PHONE_TOKEN && v.SIMULATED_PHONE_SITE
        ? {
            authToken: v.SIMULATED_PHONE_TOKEN,
            siteUrl: v.SIMULATED_PHONE_SITE,
            publicUrl: v.PUBLIC_URL ?? v.SIMULATED_PHONE_SITE,
          }
        : undefined,
  };
}

/** Reads what the worker may know. Throws {@link SettingsError}. */
export function workerSettings(env: Environment = process.env) {
  const v = parse(workerVariables, env);
  return {
    ...baseOf(v, 'ring'),
    host: v.WORKER_HOST,
    port: v.WORKER_PORT,
    databaseUrl: v.WORKER_DATABASE_URL,
    /** Undefined: the queues are in PostgreSQL. */
    redisUrl: v.REDIS_URL,
    publicUrl: v.PUBLIC_URL ?? localUrl('127.0.0.1', 3000),
    deskUrl: v.DESK_URL ?? localUrl('127.0.0.1', 3001),
    /** Where the audit's heads are written down outside the database, and who gets one by e-mail each day. */
    auditAnchor: {
      folder: resolve(v.AUDIT_ANCHOR_DIR ?? join(v.DATA_DIR ?? './data', 'audit-heads')),
      addresses: (v.AUDIT_ANCHOR_EMAIL ?? '').split(',').flatMap((text) => text.trim() || []),
    },
    /** Who passes questions on to payers; undefined: people ask. */
    clearinghouse: clearinghouseOf(v),
    providers: {
      twilioAccountSid: v.TWILIO_ACCOUNT_SID,
      twilioAuthToken: v.TWILIO_AUTH_TOKEN,
      callRailApiKey: v.CALLRAIL_API_KEY,
      metaPageToken: v.META_PAGE_TOKEN,
      /** Another address than Twilio's own: the simulator's. */
      twilioApiBase: v.TWILIO_API_BASE ?? 'https://api.twilio.com',
      twilioMessagingServiceSid: v.TWILIO_MESSAGING_SERVICE_SID,
      smtpUrl: v.SMTP_URL,
      /** The mailbox in which answers to our e-mails, and new ones, arrive. */
      imapUrl: v.IMAP_URL,
      /** Who e-mails are from; the mailbox's own address, else no-reply at the public address, unless said. */
      mailFrom: v.MAIL_FROM,
      /** Under which name our mail server says whether a sender is proven (RFC 8601); undefined: nobody is. */
      mailAuthserv: v.MAIL_AUTHSERV_ID,
    },
  };
}

/** Reads what the migration may know: the owner's address and the passwords roles are to get. */
export function migrateSettings(env: Environment = process.env) {
  const v = parse(migrateVariables, env);
  return {
    nodeEnv: v.NODE_ENV,
    logLevel: v.LOG_LEVEL,
    databaseUrl: v.DATABASE_URL,
    /** Undefined: the role's password stays as it is. */
    passwords: {
      site: v.MIGRATE_SITE_PASSWORD ?? passwordOf(v.SITE_DATABASE_URL),
      desk: v.MIGRATE_DESK_PASSWORD ?? passwordOf(v.DESK_DATABASE_URL),
      worker: v.MIGRATE_WORKER_PASSWORD ?? passwordOf(v.WORKER_DATABASE_URL),
    },
  };
}

/** All of what single sign-on needs, or none of it. */
function ssoOf(v: z.infer<typeof deskVariables>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = v;
  if (!issuer) return undefined;
  if (!clientId || !clientSecret) {
    const missing = clientId ? 'OIDC_CLIENT_SECRET' : 'OIDC_CLIENT_ID';
    throw new SettingsError(`${missing} is not set: single sign-on needs it beside OIDC_ISSUER.`);
  }
  if (v.NODE_ENV === 'production' && !issuer.startsWith('https:')) {
    throw new SettingsError('OIDC_ISSUER is not usable: in production it begins with https.');
  }
  return { issuer, clientId, clientSecret, name: v.OIDC_NAME ?? 'single sign-on' };
}

/** All of what asking payers electronically needs, or none of it. */
function clearinghouseOf(v: z.infer<typeof workerVariables>) {
  const url = v.CLEARINGHOUSE_URL;
  if (!url) return undefined;
  const needed = {
    CLEARINGHOUSE_AUTHORIZATION: v.CLEARINGHOUSE_AUTHORIZATION,
    CLEARINGHOUSE_NPI: v.CLEARINGHOUSE_NPI,
    CLEARINGHOUSE_NAME: v.CLEARINGHOUSE_NAME,
  };
  const [authorization, npi, name] = Object.values(needed);
  if (!authorization || !npi || !name) {
    const [missing] = Object.entries(needed).find(([, value]) => !value) ?? [''];
    throw new SettingsError(
      `${missing} is not set: asking payers electronically needs it beside CLEARINGHOUSE_URL.`,
    );
  }
  if (!/^\d{10}$/.test(npi)) {
    throw new SettingsError('CLEARINGHOUSE_NPI is not usable: set it to the ten digits of an NPI.');
  }
  return {
    url,
    authorization,
    wire: v.CLEARINGHOUSE_WIRE,
    npi,
    name,
    sender: v.CLEARINGHOUSE_SENDER ?? 'BRIDGELINE',
    receiver: v.CLEARINGHOUSE_RECEIVER ?? 'CLEARINGHOUSE',
    usage: v.NODE_ENV === 'production' ? ('P' as const) : ('T' as const),
  };
}

/** All of what calls in the browser need, or none of it. */
function phoneOf(v: z.infer<typeof deskVariables>) {
  const all = {
    TWILIO_ACCOUNT_SID: v.TWILIO_ACCOUNT_SID,
    TWILIO_API_KEY_SID: v.TWILIO_API_KEY_SID,
    TWILIO_API_KEY_SECRET: v.TWILIO_API_KEY_SECRET,
    TWILIO_TWIML_APP_SID: v.TWILIO_TWIML_APP_SID,
  };
  const accountSid = v.TWILIO_ACCOUNT_SID;
  const [apiKeySid, apiKeySecret] = [v.TWILIO_API_KEY_SID, v.TWILIO_API_KEY_SECRET];
  const twimlAppSid = v.TWILIO_TWIML_APP_SID;
  if (!apiKeySid && !apiKeySecret && !twimlAppSid) return undefined;
  if (accountSid && apiKeySid && apiKeySecret && twimlAppSid) {
    const apiBase = v.TWILIO_API_BASE ?? 'https://api.twilio.com';
    return { accountSid, apiKeySid, apiKeySecret, twimlAppSid, apiBase };
  }
  const [missing] = Object.entries(all).find(([, value]) => !value) ?? ['TWILIO_ACCOUNT_SID'];
  throw new SettingsError(
    `${missing} is not set: calls in the browser need it beside the other three of Twilio.`,
  );
}

interface Everywhere {
  NODE_ENV: 'production' | 'development' | 'test';
  LOG_LEVEL: string;
  DATA_DIR?: string | undefined;
  BRIDGELINE_DEMO: boolean;
  BRIDGELINE_KEYS?: string | undefined;
  BRIDGELINE_KEYS_DIR?: string | undefined;
}

function baseOf(v: Everywhere, keys: 'site' | 'ring') {
  const dataDir = resolve(v.DATA_DIR ?? './data');
  return {
    nodeEnv: v.NODE_ENV,
    production: v.NODE_ENV === 'production',
    demo: v.BRIDGELINE_DEMO,
    logLevel: v.LOG_LEVEL,
    dataDir,
    /** Keys of this process: a folder of its own, or base64 JSON from the environment. */
    keysDir: resolve(v.BRIDGELINE_KEYS_DIR ?? join(dataDir, 'keys', keys)),
    keys: v.BRIDGELINE_KEYS,
  };
}

function parse<T extends z.ZodType>(variables: T, env: Environment): z.infer<T> {
  const result = variables.safeParse(env);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const state = env[name] ? 'is not usable' : 'is not set';
    return `${name} ${state}: ${issue.message}.`;
  });
  throw new SettingsError(sentences.join(' '));
}

function passwordOf(url: string | undefined): string | undefined {
  if (!url) return undefined;
  const password = URL.canParse(url) ? new URL(url).password : '';
  return password === '' ? undefined : decodeURIComponent(password);
}

function localUrl(host: string, port: number): string {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `http://${name}:${port}`;
}
