import { send } from './desk-under-test.js';

/** What the desk answered, its JSON read. */
export interface Answered {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  body: any;
  /** As the audit has it. */
  requestId: string;
}

/** One signed-in colleague's way of asking the desk. */
export interface DeskClient {
  /** What goes with every request of theirs. */
  headers: Record<string, string>;
  get(path: string): Promise<Answered>;
  list(
    resource: string,
    query?: { filter?: unknown; sort?: unknown; range?: unknown },
  ): Promise<Answered>;
  post(path: string, body: unknown): Promise<Answered>;
  put(path: string, body: unknown): Promise<Answered>;
  /** Sends a file, as the dashboard does. */
  upload(path: string, name: string, content: string | Buffer): Promise<Answered>;
}

/** The body of an answer to something that has to be done; throws with what the desk said when it refused. */
export async function done(asked: Promise<Answered>): Promise<Answered['body']> {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** A client that asks with this Cookie header, and reads JSON answers. */
export function deskClient(url: string, cookie: string): DeskClient {
  const get = async (path: string) => read(await fetch(url + path, { headers: { cookie } }));
  return {
    headers: { cookie },
    get,
    list: (resource, query = {}) => {
      const parts = Object.entries(query).map(
        ([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value))}`,
      );
      return get(`/api/${resource}?${parts.join('&')}`);
    },
    post: async (path, body) => read(await send('POST', url + path, body, { cookie })),
    put: async (path, body) => read(await send('PUT', url + path, body, { cookie })),
    upload: async (path, name, content) =>
      read(
        await fetch(url + path, {
          method: 'POST',
          headers: {
            cookie,
            'content-type': 'application/octet-stream',
            'x-file-name': encodeURIComponent(name),
          },
          body: typeof content === 'string' ? content : new Uint8Array(content),
        }),
      ),
  };
}

async function read(answer: Response): Promise<Answered> {
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json');
  return {
    status: answer.status,
    headers: answer.headers,
    body: json ? JSON.parse(text) : text,
    requestId: answer.headers.get('x-request-id') ?? '',
  };
}
