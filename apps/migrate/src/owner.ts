import { Client } from 'pg';

/**
 * Connects as the owner, and creates the database named in the address when the server is there
 * and the database is not.
 */
export async function connectOwner(databaseUrl: string): Promise<Client> {
  const client = ownerClient(databaseUrl);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '3D000')) throw error;
  }
  await createDatabase(databaseUrl);
  const second = ownerClient(databaseUrl);
  await second.connect();
  return second;
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  const client = ownerClient(url.href);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function ownerClient(connectionString: string): Client {
  const client = new Client({
    connectionString,
    application_name: 'bridgeline-migrate',
    connectionTimeoutMillis: 10_000,
  });
  // The error also rejects the query under way; without a listener it would end the process first.
  client.on('error', () => undefined);
  return client;
}
