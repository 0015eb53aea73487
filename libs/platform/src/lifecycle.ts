import type { Logger } from './logger.js';
import { SettingsError } from './settings/settings.js';
import { openTracing, type Tracing } from './tracing/tracing.js';

/** What a started process can be asked to do. */
export interface Running {
  /** Finishes what is under way and lets go of everything. */
  close(): Promise<unknown>;
}

/** A close that takes longer is cut off; milliseconds. */
const CLOSE_TIMEOUT = 10_000;

/**
 * Runs a process from start to end: a missing setting ends it with a sentence and exit code 2,
 * another failure with 1; SIGTERM, SIGINT and the launcher's disappearance close it in good order.
 * Tells the launcher, if there is one, when `start` has resolved. `start` is given the tracing, where one is set up.
 */
export async function runProcess(
  logger: Logger,
  start: (tracing: Tracing | undefined) => Promise<Running>,
): Promise<void> {
  let running: Running | undefined;
  let tracing: Tracing | undefined;
  let ending = false;

  const end = async (because: string): Promise<void> => {
    if (ending) return;
    ending = true;
    logger.info({ because }, 'stopping');
    setTimeout(() => {
      logger.error('did not stop in time');
      process.exit(1);
    }, CLOSE_TIMEOUT).unref();
    try {
      await running?.close();
      await tracing?.close();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'did not stop in good order');
      process.exit(1);
    }
  };

  logWhatNobodyCaught(logger);
  process.once('SIGTERM', () => void end('SIGTERM'));
  process.once('SIGINT', () => void end('SIGINT'));
  process.once('disconnect', () => void end('the launcher is gone'));
  process.on('message', (message) => {
    if (message === 'stop') void end('the launcher said so');
  });
  try {
    tracing = await openTracing(String(logger.bindings().process), process.env);
    running = await start(tracing);
    process.send?.({ ready: true });
  } catch (error) {
    if (error instanceof SettingsError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(2);
    }
    logger.fatal({ err: error }, 'could not start');
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') process.exit(3);
    process.exit(1);
  }
}

/**
 * Node would print the whole error, with the values of a failed query in it: our log tells what may be told. The process ends,
 * as it would have, and whoever watches it starts another.
 */
function logWhatNobodyCaught(logger: Logger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, 'an error that nobody caught');
      process.exit(1);
    });
  }
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ err: warning }, 'a warning of the process'));
}
