import './http/production-react.js';
import { createLogger, runProcess, siteSettings, systemClock } from '#platform';
import { keySource, loadSiteKeys, watchKeys } from '#vault';
import { createSite } from './create-site.js';

const logger = createLogger('site', { level: process.env.LOG_LEVEL || 'info' });

await runProcess(logger, async (tracing) => {
  const settings = siteSettings();
  const source = keySource(process.env, settings.dataDir, 'site');
  const keys = loadSiteKeys(source);
  // A rotation gives another key to seal to; whoever holds these keys sees it.
  watchKeys(source, 'site', () => Object.assign(keys, loadSiteKeys(source)));
  const site = await createSite({ settings, keys, clock: systemClock, logger, tracing });
  await site.app.listen(settings.port, settings.host);
  logger.info({ port: settings.port }, 'the site is listening');
  return site;
});
