import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '#platform';

/** What the worker tells about itself. */
export interface Vitals {
  /** Each check resolves when its part works. */
  checks: Record<string, () => Promise<unknown>>;
  /** Prometheus text and its content type. */
  metrics: () => Promise<{ text: string; contentType: string }>;
}

/** A check that takes longer counts as failed; milliseconds. */
const CHECK_TIMEOUT = 3000;

/** Answers `/health/live`, `/health/ready` and `/metrics`; the worker has no other address. */
export class HealthServer {
  readonly #server: Server;

  constructor(
    private readonly vitals: Vitals,
    private readonly logger: Logger,
  ) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.requestTimeout = 10_000;
  }

  /** Rejects when the port is taken. Gives the port, which is a free one when 0 was asked for. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0];
    try {
      if (request.method !== 'GET')
        return send(response, 405, { code: 'request.method_not_allowed' });
      if (path === '/health/live') return send(response, 200, { status: 'live' });
      if (path === '/health/ready') return await this.#answerReady(response);
      if (path === '/metrics') return await this.#answerMetrics(response);
      send(response, 404, { code: 'request.not_found' });
    } catch (error) {
      this.logger.warn({ err: error, route: path }, 'the worker could not tell how it is');
      if (!response.headersSent) send(response, 503, { code: 'service.database_away' });
    }
  }

  async #answerReady(response: ServerResponse): Promise<void> {
    const failed = (
      await Promise.all(
        Object.entries(this.vitals.checks).map(async ([name, check]) => {
          const works = await inTime(check()).catch(() => false);
          return works ? [] : [name];
        }),
      )
    ).flat();
    if (failed.length === 0) return send(response, 200, { status: 'ready' });
    send(response, 503, { status: 'not ready', failed });
  }

  async #answerMetrics(response: ServerResponse): Promise<void> {
    const { text, contentType } = await this.vitals.metrics();
    response.writeHead(200, { 'content-type': contentType }).end(text);
  }
}

function send(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

async function inTime(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
