import { randomUUID } from 'node:crypto';
import { freePort } from '../../apps/launcher/postgres.mjs';

const PASSWORD = 'violet-harbour-teapot-41';

/** The desk in this process, with a manager signed in. */
export async function openDesk(ownerUrl, ring) {
  const { createDesk } = await import('../../dist/apps/desk/src/desk.js');
  const platform = await import('../../dist/libs/platform/src/index.js');
  const { createStaffWithPassword } = await import('../../dist/libs/staff/src/index.js');
  const { deskEntities } = await import('../../dist/apps/desk/src/desk.entities.js');
  const { ringToJson } = await import('../../dist/libs/vault/src/index.js');
  const url = new URL(ownerUrl);
  url.username = 'bridgeline_desk';
  url.password = 'desk';
  const settings = platform.deskSettings({
    DESK_DATABASE_URL: url.href,
    AUTH_SECRET: 'a-secret-of-the-bench-only-0123456789abcdef',
    BRIDGELINE_KEYS: Buffer.from(ringToJson(ring)).toString('base64'),
    DESK_PORT: String(await freePort()),
  });
  const desk = await createDesk(settings, platform.createLogger('desk', { level: 'error' }));
  await desk.app.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${desk.app.getHttpServer().address().port}`;
  const owner = await platform.createDataSource({
    url: ownerUrl,
    entities: deskEntities,
    name: 'bench',
  });
  const staff = {
    name: 'Mel Manager',
    // Of this run alone: a database may be measured again.
    email: `manager-${randomUUID()}@desk.example`,
    role: 'manager',
    password: PASSWORD,
    onDuty: true,
  };
  const me = await createStaffWithPassword(owner.manager, staff, new Date());
  await owner.destroy();
  const signedIn = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: staff.email, password: PASSWORD }),
  });
  if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { DataSource } = await import('typeorm');
  return {
    me,
    app: desk.app,
    source: desk.app.get(DataSource),
    ask: async (method, path) => {
      const answer = await fetch(base + path, { method, headers: { cookie, origin: base } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    close: () => desk.close(),
  };
}
