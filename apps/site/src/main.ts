import { createLogger, runProcess, siteSettings, systemClock } from '#platform';
import { keySource, loadSiteKeys } from '#vault';
import { createSite } from './create-site.js';

const logger = createLogger('site', { level: process.env.LOG_LEVEL || 'info' });

await runProcess(logger, async () => {
  const settings = siteSettings();
  const keys = loadSiteKeys(keySource(process.env, settings.dataDir, 'site'));
  const site = await createSite({ settings, keys, clock: systemClock, logger });
  await site.app.listen(settings.port, settings.host);
  logger.info({ port: settings.port }, 'the site is listening');
  return site;
});
