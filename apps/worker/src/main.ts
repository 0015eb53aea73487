import 'reflect-metadata';
import { createLogger, runProcess, workerSettings } from '#platform';
import { startWorker } from './start-worker.js';

const logger = createLogger('worker');

await runProcess(logger, async () => {
  const settings = workerSettings();
  logger.level = settings.logLevel;
  return startWorker(settings, logger);
});
