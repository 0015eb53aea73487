import type { DeskClient } from '../desk/desk-client.js';
import type { Markers } from './markers.js';

/** What was sent to a route of the desk, and what it said. */
export interface DeskAnswer {
  route: string;
  status: number;
}

interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  maxLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}
interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** Not about people who ask for help: public texts, places, payers, numbers, colleagues, settings. Readable by design. */
const OF_THE_HOUSE =
  /^\/api\/(articles|phone-directory|facilit|programs|bed-|directory|payers|sources|spend|tracking|users|teams|tags|templates|cadences|organisation|webhook|closed-days|duty|shifts|absences|targets|report|kpi|look|me\/|invitations|saved|own-questions|public|pages|settings|rota|services)/;
/** Ends the session that asks. */
const LEAVING = /sessions/;

/**
 * Sends every route of the desk that changes something about a person a body with a marker in each field of text, on records
 * that exist. Some are refused for what they are; that is one more way of being wrong.
 */
export async function everyDeskForm(desk: DeskClient, m: Markers): Promise<DeskAnswer[]> {
  const { paths } = (await desk.get('/api/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  const answers: DeskAnswer[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of ['post', 'put'] as const) {
      const schema = operations[method]?.requestBody?.content['application/json']?.schema;
      if (!schema || OF_THE_HOUSE.test(path) || LEAVING.test(path)) continue;
      const route = `${method.toUpperCase()} ${path}`;
      const at = await addressOf(desk, path);
      const body = {
        ...(valueOf(schema, route, m) as Record<string, unknown>),
        ...(at.version === undefined ? {} : { version: at.version }),
      };
      const { status } = await desk[method](at.address, body);
      answers.push({ route, status });
    }
  }
  return answers;
}

/** The newest record of the resource stands for what the path names. */
async function addressOf(
  desk: DeskClient,
  path: string,
): Promise<{ address: string; version?: number }> {
  if (!path.includes('{')) return { address: path };
  const resource = path.split('/')[2] ?? '';
  const { body } = await desk.get(`/api/${resource}?range=[0,0]`);
  const first = Array.isArray(body) ? (body[0] as { id?: string } | undefined) : undefined;
  const id = first?.id ?? '0190a0a0-0000-7000-8000-000000000000';
  const address = path.replaceAll(/\{\w+\}/g, id);
  const one = await desk.get(`/api/${resource}/${id}`);
  const version = (one.body as { version?: number } | null)?.version;
  return version === undefined ? { address } : { address, version };
}

function valueOf(schema: Schema, given: string, m: Markers): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null');
  if (choice) return valueOf(choice, given, m);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        // An id that is made up is refused before anything is stored: only what must be there.
        .filter(
          ([name, one]) => schema.required?.includes(name) || !/[iI]ds?$/.test(name) || one.enum,
        )
        .map(([name, one]) => [name, valueOf(one, `${given}: ${name}`, m)]),
    );
  }
  if (type === 'array') return schema.items ? [valueOf(schema.items, given, m)] : [];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  return textOf(schema, given, m);
}

function textOf(schema: Schema, given: string, m: Markers): string {
  if (schema.format === 'date-time') return new Date(Date.now() + 3_600_000).toISOString();
  if (schema.format === 'date') return new Date().toISOString().slice(0, 10);
  if (schema.format === 'uuid') return '0190a0a0-0000-7000-8000-000000000000';
  if (/phone/i.test(given.split(': ').at(-1) ?? '')) return m.phone(given);
  if (schema.format === 'email' || /email/i.test(given.split(': ').at(-1) ?? ''))
    return m.email(given);
  return m.word(given);
}

/** What colleagues write about a lead, each known to be taken. */
export async function knownDeskForms(
  desk: DeskClient,
  leadId: string,
  m: Markers,
): Promise<DeskAnswer[]> {
  const answers: DeskAnswer[] = [];
  const lead = `/api/leads/${leadId}`;
  const versionOf = async (path: string) => (await desk.get(path)).body.version as number;
  const post = async (path: string, body: unknown) => {
    const { status } = await desk.post(path, body);
    answers.push({ route: `POST ${path.replace(leadId, ':id')}`, status });
  };
  const put = async (path: string, body: Record<string, unknown>) => {
    const { status } = await desk.put(path, { version: await versionOf(path), ...body });
    answers.push({ route: `PUT ${path.replace(leadId, ':id')}`, status });
  };
  await post('/api/leads', {
    name: m.word('desk: name of a new lead'),
    phone: m.phone('desk: phone of a new lead'),
  });
  await post(`${lead}/notes`, { text: m.word('desk: note') });
  await put(lead, {
    patientName: `${m.word('desk: patient name')} ${m.word('desk: patient last name')}`,
  });
  await post(`${lead}/coverages`, {
    payerName: m.word('desk: coverage payer'),
    memberId: m.word('desk: coverage member id'),
    groupNumber: m.word('desk: coverage group'),
    planType: 'ppo',
  });
  await put(`${lead}/screening`, {
    answers: {
      'location.now': m.word('desk: screener, where they are'),
      'location.call_back': m.phone('desk: screener, call back'),
      'moud.prescriber': m.word('desk: screener, prescriber'),
    },
  });
  await post('/api/tasks', {
    leadId,
    title: m.word('desk: task'),
    dueAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await post(`${lead}/calls`, {
    disposition: 'no_answer',
    note: m.word('desk: note on a call'),
  });
  await post('/api/erasure-requests', {
    leadNumber: (await desk.get(lead)).body.number,
    reason: m.word('desk: why erased'),
  });
  return answers;
}
