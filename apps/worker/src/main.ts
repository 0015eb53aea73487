import 'reflect-metadata';
import { createLogger, runProcess, workerSettings } from '#platform';
import { startWorker } from './start-worker.js';

const logger = createLogger('worker');

await runProcess(logger, async (tracing) => {
  const settings = workerSettings();
  logger.level = settings.logLevel;
  return startWorker(settings, logger, tracing);
});
