import { createLogger, deskSettings, runProcess, systemClock } from '#platform';
import { createDesk } from './desk.js';

const logger = createLogger('desk', { level: process.env.LOG_LEVEL ?? 'info' });

await runProcess(logger, async (tracing) => {
  const settings = deskSettings();
  const desk = await createDesk(settings, logger, systemClock, tracing);
  await desk.app.listen(settings.port, settings.host);
  logger.info({ port: settings.port }, 'the desk listens');
  return desk;
});
