// A PostgreSQL of a crash test's own, with everything that makes it durable: node serve-postgres.mjs FOLDER PORT PASSWORD.
// Says its address when it is up; stops in order when its input ends.
import { join } from 'node:path';
import { startPostgres } from '../../apps/launcher/postgres.mjs';

const [folder = '', port = '', password = ''] = process.argv.slice(2);
const server = await startPostgres({
  dataDir: join(folder, 'postgres'),
  logFile: join(folder, 'postgres.log'),
  port: Number(port),
  password,
  onExit: () => process.exit(1),
});
process.stdout.write(`${server.url('postgres')}\n`);
process.stdin.resume().on('end', () => {
  void server.stop().then(() => process.exit(0));
});
