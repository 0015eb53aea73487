import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { compose271, composeJson, type Question } from './compose.js';
import { FALLBACK, type Scenario, scenarioOf } from './plans.js';

const Asked = z.object({
  tradingPartnerServiceId: z.string(),
  externalPatientId: z.string(),
  provider: z.object({ npi: z.string() }),
  subscriber: z.object({
    memberId: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    dateOfBirth: z.string().default(''),
  }),
  encounter: z.object({
    serviceTypeCodes: z.array(z.string()).length(1),
    dateOfService: z.string(),
  }),
});
const Raw = z.object({ x12: z.string() });

const MOST_BYTES = 200_000;
/** What is remembered of questions, to know a repeat. */
const MOST_KNOWN = 10_000;

/**
 * A clearinghouse on this machine: it speaks the JSON of eligibility v3 at `/` and X12 at `/raw-x12`, and
 * answers by what the member id begins with (`plans.ts`). A repeat under the same idempotency key gets the
 * answer it had, unless that was a failure.
 */
export class SimulatedClearinghouse {
  /** Every question that came in, repeats included. */
  readonly questions: (Question & { key: string })[] = [];
  readonly #answered = new Map<string, { type: string; body: string }>();
  readonly #seen = new Set<string>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Listens on this machine only; gives the address. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    this.#server.unref();
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = String(request.headers['idempotency-key'] ?? '');
    const question = await questionOf(request);
    if (!question) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'The question was not understood.' }));
      return;
    }
    this.questions.push({ ...question, key });
    const known = this.#answered.get(key);
    if (known) {
      response.writeHead(200, { 'content-type': known.type, 'x-duplicate': 'true' });
      response.end(known.body);
      return;
    }
    await this.#compose(key, question, request.url === '/raw-x12', response);
  }

  async #compose(key: string, question: Question, raw: boolean, response: ServerResponse) {
    const scenario = scenarioOf(question.memberId);
    const first = !this.#seen.has(key);
    if (this.#seen.size < MOST_KNOWN) this.#seen.add(key);
    if (scenario.lost) {
      response.destroy();
      return;
    }
    if (scenario.status) {
      response.writeHead(scenario.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'Busy.' }));
      return;
    }
    if (scenario.afterMs) await new Promise((resolve) => setTimeout(resolve, scenario.afterMs));
    const failing = scenario.error !== undefined && (!scenario.onlyFirst || first);
    const told: Scenario = failing ? scenario : { plan: scenario.plan ?? FALLBACK };
    const whole = raw ? compose271(question, told) : JSON.stringify(composeJson(question, told));
    const body = scenario.broken ? whole.slice(0, whole.length / 2) : whole;
    const type = raw ? 'application/edi-x12' : 'application/json';
    if (!failing && !scenario.broken && this.#answered.size < MOST_KNOWN) {
      this.#answered.set(key, { type, body });
    }
    response.writeHead(200, { 'content-type': type });
    response.end(body);
  }
}

async function questionOf(request: IncomingMessage): Promise<Question | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > MOST_BYTES) return null;
    parts.push(part as Buffer);
  }
  const json = jsonOf(Buffer.concat(parts).toString('utf8'));
  if (request.url === '/raw-x12') {
    const read = Raw.safeParse(json);
    return read.success ? fromX12(read.data.x12) : null;
  }
  const read = Asked.safeParse(json);
  if (!read.success) return null;
  const { subscriber, encounter, provider } = read.data;
  return {
    trace: read.data.externalPatientId,
    payerId: read.data.tradingPartnerServiceId,
    payerName: '',
    npi: provider.npi,
    memberId: subscriber.memberId,
    firstName: subscriber.firstName,
    lastName: subscriber.lastName,
    born: subscriber.dateOfBirth,
    serviceType: encounter.serviceTypeCodes[0] ?? '30',
    on: encounter.dateOfService,
  };
}

/** A 270 as this simulator needs it, by a reading of its own: it must not share our mistakes. */
function fromX12(text: string): Question | null {
  const rows = text.split('~').map((row) => row.trim().split('*'));
  const row = (...head: string[]) =>
    rows.find((one) => head.every((word, at) => one[at] === word)) ?? [];
  const [payer, member] = [row('NM1', 'PR'), row('NM1', 'IL')];
  const [serviceType, memberId] = [row('EQ')[1], member[9]];
  if (!serviceType || !memberId) return null;
  return {
    trace: row('TRN', '1')[2] ?? '',
    payerId: payer[9] ?? '',
    payerName: payer[3] ?? '',
    npi: row('NM1', '1P')[9] ?? '',
    memberId,
    lastName: member[3] ?? '',
    firstName: member[4] ?? '',
    born: row('DMG', 'D8')[2] ?? '',
    serviceType,
    on: row('DTP', '291')[3] ?? '',
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is refused as a question that is not understood.
    return null;
  }
}
