import { setTimeout as sleep } from 'node:timers/promises';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
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

/** Sends what Twilio sends when somebody texts, signed; again until it is taken, as Twilio does where it cannot connect. */
export async function sendText(
  url: string,
  text: { from: string; body: string; sid: string },
  provider: { publicUrl: string; authToken: string; tries?: number },
): Promise<void> {
  const path = '/webhooks/twilio/sms';
  const fields = {
    MessageSid: text.sid,
    From: text.from,
    To: '+18885550100',
    Body: text.body,
    NumMedia: '0',
  };
  const signature = getExpectedTwilioSignature(
    provider.authToken,
    `${provider.publicUrl}${path}`,
    fields,
  );
  for (let tries = 1; tries <= (provider.tries ?? 120); tries += 1) {
    const status = await fetch(url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body: new URLSearchParams(fields).toString(),
    }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    if (status === 200 || status === 204) return;
    if (![0, 500, 503].includes(status)) throw new Error(`The site answered ${status}`);
    await sleep(250);
  }
  throw new Error('The site never took the text');
}
