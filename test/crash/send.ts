import { setTimeout as sleep } from 'node:timers/promises';
import type { TrafficRequest } from './traffic.js';

/** Sends a request and gives the status of its answer. */
export async function send(url: string, request: TrafficRequest): Promise<number> {
  const response = await fetch(`${url}/api/help-requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': request.key },
    body: JSON.stringify(request.body),
  });
  await response.arrayBuffer();
  return response.status;
}

/**
 * What a visitor's browser does: asks, and asks again with the same key while no answer says "we
 * have it". Gives how often it asked.
 */
export async function sendUntilTaken(url: string, request: TrafficRequest): Promise<number> {
  for (let tries = 1; tries <= 120; tries += 1) {
    // No answer: the connection was refused, or ended under way.
    const status = await send(url, request).catch(() => 0);
    if (status === 202) return tries;
    if (![0, 409, 503].includes(status)) throw new Error(`The site answered ${status}`);
    await sleep(250);
  }
  throw new Error('The site never took it');
}
