import { pino, type Logger, type LoggerOptions, stdSerializers } from 'pino';

export type { Logger } from 'pino';

/** Paths that never reach the log, whoever passes the object in. */
const hidden = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'body',
  'payload',
  'query',
  'parameters',
  'name',
  'phone',
  'email',
].flatMap((key) => [key, `*.${key}`]);

/** What a failed query says about itself apart from the values in it. */
interface LoggableError {
  type: string;
  message: string;
  stack?: string;
  code?: string;
}

/**
 * Makes the logger of a process: JSON lines on stdout. Personal data never belongs in a log line:
 * log ids, codes, counts and route templates. Keys that tend to hold such data are cut out, and of
 * an error only type, code and stack are kept, never the values of a failed query.
 */
export function createLogger(
  process: string,
  options: { level?: string; destination?: { write(line: string): void } } = {},
): Logger {
  const settings: LoggerOptions = {
    level: options.level ?? 'info',
    base: { process },
    redact: { paths: hidden, remove: true },
    serializers: { err: loggableError, error: loggableError },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** What is said of an error whose message may quote what somebody wrote; undefined: its own message. */
function quotes(error: Error): string | undefined {
  if ('severity' in error || error.name === 'QueryFailedError') return 'database error';
  // The parser shows the text around the mistake.
  if (error instanceof SyntaxError) return 'not what it should be';
  // Names of keys that nobody knows are what somebody sent.
  if (error.name.endsWith('ZodError')) return 'not of the shape it should have';
  return undefined;
}

/** PostgreSQL puts values into `detail` and sometimes into the message; neither may be logged. */
function loggableError(error: unknown): LoggableError | string {
  if (!(error instanceof Error)) return typeof error;
  const plain = stdSerializers.err(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const message = quotes(error) ?? error.message;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
  return {
    type: plain.type,
    message,
    ...(frames ? { stack: frames } : {}),
    ...(code ? { code } : {}),
  };
}
