/**
 * The least that can take a request in: node:http reads it, one prepared INSERT commits a row of the
 * size that the site stores. No validation, no key, no seal, no job.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Pool } from 'pg';

const rowBytes = Number(process.env.ROW_BYTES);
const pool = new Pool({
  connectionString: process.env.BARE_DATABASE_URL,
  max: Number(process.env.POOL),
});

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => void answer(Buffer.concat(parts), response));
});

async function answer(body, response) {
  const row = Buffer.alloc(rowBytes);
  body.copy(row);
  const id = randomUUID();
  try {
    await pool.query({
      name: 'insert',
      text: 'INSERT INTO bench_bare (id, body) VALUES ($1, $2)',
      values: [id, row],
    });
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ receipt: id, statusUrl: `http://localhost/status/${id}` }));
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(500).end();
  }
}

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
