import { z } from 'zod';

/** An empty variable counts as one that isn't set: compose files write them so. */
const blankIsUnset = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/** A variable that may be left out. */
export const optional = z.preprocess(blankIsUnset, z.string().trim().optional());

/** A TCP port, 0 for "any free one". */
export const port = (otherwise: number) =>
  z.preprocess(
    blankIsUnset,
    z.coerce
      .number('set a port number from 0 to 65535')
      .int('set a whole port number from 0 to 65535')
      .min(0, 'set a port number from 0 to 65535')
      .max(65_535, 'set a port number from 0 to 65535')
      .default(otherwise),
  );

/** An address to listen on; loopback unless said. */
export const host = z.preprocess(blankIsUnset, z.string().trim().default('127.0.0.1'));

/** A `postgres://` address that must be there. */
export const databaseUrl = z.preprocess(
  blankIsUnset,
  z
    .string('set it to an address like postgres://role:password@host:5432/bridgeline')
    .regex(
      /^postgres(ql)?:\/\/.+/,
      'set it to an address like postgres://role:password@host:5432/bridgeline',
    ),
);

/** A `postgres://` address that may be left out. */
export const optionalDatabaseUrl = z.preprocess(blankIsUnset, databaseUrl.optional());

/** A `redis://` address that may be left out: the queues are then in PostgreSQL. */
export const redisUrl = z.preprocess(
  blankIsUnset,
  z
    .string()
    .regex(/^rediss?:\/\/.+/, 'set it to an address like redis://host:6379, or leave it out')
    .optional(),
);

/** An `smtp(s)://` address that may be left out: then no e-mail is sent. */
export const mailUrl = z.preprocess(
  blankIsUnset,
  z
    .string()
    .regex(/^smtps?:\/\/.+/, 'set it to an address like smtps://user:password@mail.example.org')
    .optional(),
);

/** An `imap(s)://` address of a mailbox, folder included, that may be left out: then no e-mail comes in. */
export const mailboxUrl = z.preprocess(
  blankIsUnset,
  z
    .string()
    .regex(
      /^imaps?:\/\/[^:@/]+:[^@/]+@[^@/]+(\/.*)?$/,
      'set it to an address like imaps://user:password@mail.example.org/INBOX, @ and / in name and password written as %40 and %2F',
    )
    .refine((url) => URL.canParse(url), 'set it to an address that can be read')
    .optional(),
);

/** An `http(s)://` address of ours, kept without the slash at its end. */
export const webUrl = z.preprocess(
  blankIsUnset,
  z
    .string()
    .regex(/^https?:\/\/[^/?#]+(\/[^?#]*)?$/, 'set it to an address like https://help.example.org')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
);

/** Writes `1`, `true`, `yes` or `on` for yes. */
export const flag = z.preprocess(
  blankIsUnset,
  z
    .enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'], 'set it to 1 or 0')
    .default('0')
    .transform((word) => ['1', 'true', 'yes', 'on'].includes(word)),
);

/** How a clearinghouse is spoken with: Change Healthcare's JSON, or X12 as it is. */
export const clearinghouseWire = z.preprocess(
  blankIsUnset,
  z.enum(['json', 'x12'], 'set it to json or x12').default('json'),
);

/** How much is logged. */
export const logLevel = z.preprocess(
  blankIsUnset,
  z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'set one of trace, debug, info, warn, error, fatal, silent',
    )
    .default('info'),
);

/** Which rules hold: `production` asks for more (second factor, secure cookies). */
export const nodeEnv = z.preprocess(
  blankIsUnset,
  z
    .enum(['production', 'development', 'test'], 'set one of production, development, test')
    .default('development'),
);

/** Which proxies in front may say who the client is: `1` hop, a list of addresses, or nobody. */
export const trustProxy = z.preprocess(
  blankIsUnset,
  z
    .string()
    .optional()
    .transform((text): number | string | false => {
      if (text === undefined || text === '0' || text === 'false') return false;
      return /^\d+$/.test(text) ? Number(text) : text;
    }),
);
