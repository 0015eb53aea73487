import { type BodyOperation, bodyOf, type BodySchema } from '../desk/body-of.js';
import type { DeskClient } from '../desk/desk-client.js';
import type { Markers } from './markers.js';

/** What was sent to a route of the desk, and what it said. */
export interface DeskAnswer {
  route: string;
  status: number;
}

/** Not about people who ask for help: public texts, places, payers, numbers, colleagues, settings. Readable by design. */
const OF_THE_HOUSE =
  /^\/api\/(articles|phone-directory|facilit|programs|bed-|directory|payers|sources|spend|tracking|users|teams|tags|templates|cadences|organisation|webhook|closed-days|duty|shifts|absences|targets|report|kpi|look|me\/|invitations|saved|own-questions|public|pages|settings|rota|services)/;
/** Ends the session that asks. */
const LEAVING = /sessions/;

/** Bodies that go to one route: the whole one, and it again without what was refused, as often as that helps. */
const TRIES = 4;

/**
 * Sends every route of the desk that changes something about a person a body with a marker in each field of text, on records
 * that exist. A field that is refused for what it is (a ZIP code that is none) is left out and the rest sent again, so that
 * the others are stored; a body that is refused all the same is one more way of being wrong.
 */
export async function everyDeskForm(
  desk: DeskClient,
  leadId: string,
  m: Markers,
): Promise<DeskAnswer[]> {
  const { paths } = (await desk.get('/api/openapi.json')).body as {
    paths: Record<string, Record<string, BodyOperation>>;
  };
  const known = await idsKnown(desk, leadId);
  const answers: DeskAnswer[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of ['post', 'put'] as const) {
      const schema = operations[method]?.requestBody?.content['application/json']?.schema;
      if (!schema || OF_THE_HOUSE.test(path) || LEAVING.test(path)) continue;
      const route = `${method.toUpperCase()} ${path}`;
      const words = {
        word: (given: string) => m.word(given),
        phone: (given: string) => m.phone(given),
        email: (given: string) => m.email(given),
        id: (name: string) => known[name],
      };
      let body = (bodyOf(schema, route, words) ?? {}) as Record<string, unknown>;
      let status = 0;
      for (let n = 0; n < TRIES; n += 1) {
        const at = await addressOf(desk, path, known);
        const version = at.version === undefined ? {} : { version: at.version };
        const answer = await desk[method](at.address, { ...body, ...version });
        status = answer.status;
        const rest = without(body, answer.body, schema);
        if ((status !== 400 && status !== 422) || rest === undefined) break;
        body = rest;
      }
      answers.push({ route, status });
    }
  }
  return answers;
}

/** The body without the fields that the answer names; undefined when one of them has to be there. */
function without(
  body: Record<string, unknown>,
  answer: unknown,
  { required = [] }: BodySchema,
): Record<string, unknown> | undefined {
  const named = Object.keys((answer as { errors?: object } | null)?.errors ?? {});
  const fields = new Set(named.map((name) => name.split('.')[0] ?? ''));
  if (fields.size === 0 || required.some((name) => fields.has(name))) return undefined;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !fields.has(name)));
}

/** Field of a body → the id of a record that it may name, all of them of one lead. */
async function idsKnown(desk: DeskClient, leadId: string): Promise<Record<string, string>> {
  const newest = async (resource: string) =>
    ((await desk.get(`/api/${resource}?range=[0,0]`)).body as { id: string }[])[0]?.id ?? '';
  const people = (await desk.get('/api/people?range=[0,99]')).body as {
    id: string;
    leadIds: string[];
    points: { id: string }[];
  }[];
  const person = people.find(({ leadIds }) => leadIds.includes(leadId));
  const { coverages } = (await desk.get(`/api/leads/${leadId}`)).body as {
    coverages: { id: string }[];
  };
  const ids = {
    leadId,
    personId: person?.id ?? '',
    contactPointId: person?.points[0]?.id ?? '',
    pointId: person?.points[0]?.id ?? '',
    coverageId: coverages[0]?.id ?? '',
    programId: await newest('programs'),
    facilityId: await newest('facilities'),
    cadenceId: await newest('cadences'),
    ownerId: await newest('users'),
  };
  return Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== ''));
}

/** The known lead and person stand for what the path names, else the newest record of the resource. */
async function addressOf(
  desk: DeskClient,
  path: string,
  known: Record<string, string>,
): Promise<{ address: string; version?: number }> {
  if (!path.includes('{')) return { address: path };
  const resource = path.split('/')[2] ?? '';
  const { body } = await desk.get(`/api/${resource}?range=[0,0]`);
  const first = Array.isArray(body) ? (body[0] as { id?: string } | undefined) : undefined;
  const same = { leads: known.leadId, people: known.personId }[resource];
  const id = same ?? first?.id ?? '0190a0a0-0000-7000-8000-000000000000';
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? id);
  const one = await desk.get(`/api/${resource}/${id}`);
  const version = (one.body as { version?: number } | null)?.version;
  return version === undefined ? { address } : { address, version };
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
  await post(`${lead}/payer-consent`, { decision: 'given', how: 'spoken' });
  const { coverages, number } = (await desk.get(lead)).body as {
    coverages: { id: string }[];
    number: number;
  };
  await post(`${lead}/benefit-checks`, {
    coverageId: coverages[0]?.id,
    way: 'phone',
    levelsOfCare: ['residential_high'],
    note: m.word('desk: note on a benefit check'),
  });
  await post('/api/legal-holds', { leadNumber: number, reason: m.word('desk: why kept') });
  await post('/api/erasure-requests', {
    leadNumber: number,
    reason: m.word('desk: why erased'),
  });
  return answers;
}
