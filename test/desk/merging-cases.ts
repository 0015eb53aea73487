import type { DataSource } from 'typeorm';
import type { LeadDetail } from '#contract';
import type { DeskClient } from './desk-client.js';

/** What a lead may have. */
export type Part = string;

let made = 0;
const unique = () => {
  made += 1;
  return made;
};

/** Makes leads over HTTP, each with a phone and a name of its own unless said. */
export function leadMaker(client: DeskClient, tags: readonly string[]) {
  const phone = () => {
    const n = unique();
    return `(212) ${String(600 + Math.floor(n / 10_000))}-${String(n % 10_000).padStart(4, '0')}`;
  };
  const get = async (id: string): Promise<LeadDetail> =>
    (await client.get(`/api/leads/${id}`)).body;

  async function lead(wanted: {
    name?: string;
    phone?: string;
    zip?: string;
    parts?: readonly Part[];
  }): Promise<LeadDetail> {
    const answer = await client.post('/api/leads', {
      name: wanted.name ?? `Merge Person${unique()}`,
      phone: wanted.phone ?? phone(),
      ...(wanted.zip ? { zip: wanted.zip } : {}),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    await fill(answer.body as LeadDetail, wanted.parts ?? []);
    return get(answer.body.id);
  }

  /** Closed as a wrong number: the same person may ask again. */
  async function closed(wanted: Parameters<typeof lead>[0]): Promise<LeadDetail> {
    const { id, version } = await lead(wanted);
    const body = { version, stage: 'closed', reason: 'wrong_number' };
    const answer = await client.post(`/api/leads/${id}/stage`, body);
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return get(id);
  }

  /** Adds each part to the lead. */
  async function fill(to: LeadDetail, parts: readonly Part[]): Promise<void> {
    const path = `/api/leads/${to.id}`;
    const n = unique();
    const adding: Record<Part, () => Promise<{ status: number; body: unknown }>> = {
      note: () => client.post(`${path}/notes`, { text: `Note ${n}` }),
      call: () => client.post(`${path}/calls`, { disposition: 'no_answer' }),
      task: () =>
        client.post('/api/tasks', {
          leadId: to.id,
          title: `Task ${n}`,
          dueAt: '2027-01-01T10:00:00Z',
        }),
      coverage: () => client.post(`${path}/coverages`, { payerText: 'Aetna', memberId: `M${n}` }),
      tag: () => client.post(`${path}/tags`, { tagId: tags[n % tags.length] }),
      file: () => client.upload(`${path}/files`, 'note.txt', `File ${unique()}`),
      contact: () =>
        client.post(`${path}/contacts`, {
          name: `Friend ${n}`,
          relationship: 'friend',
          phone: phone(),
        }),
      edit: async () =>
        client.put(path, { version: (await get(to.id)).version, zip: '33101', age: 20 + (n % 60) }),
      point: () =>
        client.post(`${path}/contacts/${to.contacts[0]?.personId}/points`, {
          kind: 'phone',
          value: phone(),
        }),
      stage: async () => client.post(`${path}/calls`, { disposition: 'connected' }),
    };
    for (const part of parts) {
      const answer = await adding[part]?.();
      if (!answer || answer.status >= 300) {
        throw new Error(`${part}: ${answer?.status} ${JSON.stringify(answer?.body)}`);
      }
    }
  }

  return { phone, lead, closed, fill };
}

/** Rows of the two leads and their patients as the database has them: `table id` → its columns. */
export type Picture = Record<string, Record<string, unknown>>;

/** Tables and what picks the rows of leads $1. */
const TABLES: Record<string, string> = {
  lead: 'r.id = ANY($1)',
  activity: "r.lead_id = ANY($1) AND r.kind NOT IN ('lead.merged', 'lead.merge_undone')",
  task: 'r.lead_id = ANY($1)',
  call: 'r.lead_id = ANY($1)',
  coverage: 'r.lead_id = ANY($1)',
  lead_contact: 'r.lead_id = ANY($1)',
  lead_inquiry: 'r.lead_id = ANY($1)',
  lead_file: 'r.lead_id = ANY($1)',
  clock: 'r.lead_id = ANY($1)',
  possible_match: 'r.lead_id = ANY($1) OR r.other_lead_id = ANY($1)',
  lead_tag: 'r.lead_id = ANY($1)',
  enrolment: 'r.lead_id = ANY($1)',
  assignment: 'r.lead_id = ANY($1)',
  stage_change: "r.lead_id = ANY($1) AND r.reason IS DISTINCT FROM 'duplicate'",
  person: 'r.id IN (SELECT patient_id FROM lead WHERE id = ANY($1))',
  person_contact: 'r.person_id IN (SELECT patient_id FROM lead WHERE id = ANY($1))',
};
/** Counters and times that a merge and its undoing move on, what is worked out, and ciphertext made anew. */
const MOVING = new Set(['version', 'updated_at', 'last_activity_at', 'next_action_at', 'name_enc']);

export async function pictureOf(owner: DataSource, leadIds: readonly string[]): Promise<Picture> {
  const picture: Picture = {};
  for (const [table, where] of Object.entries(TABLES)) {
    const rows = await owner.query<{ row: Record<string, unknown> }[]>(
      `SELECT to_jsonb(r) AS row FROM ${table} r WHERE ${where}`,
      [leadIds],
    );
    for (const { row } of rows) {
      const id =
        table === 'lead_tag'
          ? `${String(row.lead_id)}/${String(row.tag_id)}`
          : String(row.id ?? row.inquiry_id ?? row.lead_id);
      picture[`${table} ${id}`] = Object.fromEntries(
        Object.entries(row).filter(([column]) => !MOVING.has(column)),
      );
    }
  }
  return picture;
}
