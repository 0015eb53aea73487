import { CallService, madeUpAudio, RecordingService } from '#calls';
import { inTransaction } from '#platform';
import { type DeskClient, done } from '../desk/desk-client.js';
import type { DeskUnderTest } from '../desk/desk-under-test.js';
import type { TestWorker } from '../worker.js';

/** What the desk knows of a patient, by the mark that stands for it in whatever is answered. */
export const MARKS = {
  lead: 'that there is one',
  name: 'name',
  phone: 'phone',
  email: 'e-mail',
  birth: 'date of birth',
  member: 'member id',
  words: 'own words',
  note: 'note',
  task: 'task',
  message: 'message',
  call: 'call note',
  file: 'file',
} as const;
export type Mark = keyof typeof MARKS;

/** A patient of whom every kind of thing is known, each of it once in the whole database. */
export interface MarkedPatient {
  leadId: string;
  patientId: string;
  fileId: string;
  marks: Record<Mark, string>;
}

/** Marks of the n-th patient. Dates and phones are written in several ways: what all of them share is looked for. */
function marksOf(n: number): Record<Exclude<Mark, 'lead'>, string> {
  return {
    name: `Ysolde${n}`,
    phone: `555-?012${n}`,
    email: `someone${n}@marked\\.example`,
    birth: `1971-03-1${n}`,
    member: `MBR77${n}`,
    words: `marked words ${n}`,
    note: `marked note ${n}`,
    task: `marked task ${n}`,
    message: `marked message ${n}`,
    call: `marked call ${n}`,
    file: `marked.file ${n}`,
  };
}

/** Takes one in by the form, and has `admin` do everything to them that a desk does. */
export async function markedPatient(
  t: DeskUnderTest,
  worker: TestWorker,
  admin: DeskClient,
  n: number,
): Promise<MarkedPatient> {
  const name = `Ysolde${n} Quill`;
  const arrived = await worker.request({
    name,
    phone: `(415) 555-012${n}`,
    email: `someone${n}@marked.example`,
    message: `marked words ${n}`,
  });
  await worker.takeIn(arrived);
  const [{ id: leadId, patient_id: patientId }] = await t.owner.query(
    `SELECT l.id, l.patient_id FROM lead l JOIN lead_inquiry i ON i.lead_id = l.id WHERE i.inquiry_id = $1`,
    [arrived.inquiryId],
  );
  const person = (await admin.get(`/api/people/${patientId}`)).body;
  await done(
    admin.put(`/api/people/${patientId}`, { version: person.version, birthDate: `1971-03-1${n}` }),
  );
  const at = `/api/leads/${leadId}`;
  await done(admin.post(`${at}/notes`, { text: `marked note ${n}` }));
  const call = { disposition: 'no_answer', note: `marked call ${n}` };
  await done(admin.post(`${at}/calls`, call));
  const dueAt = new Date(t.clock.now().getTime() + 5 * 86_400_000).toISOString();
  await done(admin.post('/api/tasks', { leadId, title: `marked task ${n}`, dueAt }));
  const insured = await done(
    admin.post(`${at}/coverages`, { payerText: 'Aetna', memberId: `MBR77${n}` }),
  );
  await done(admin.post(`${at}/payer-consent`, { decision: 'given', how: 'spoken' }));
  const [coverage] = insured.coverages as { id: string }[];
  const check = { coverageId: coverage?.id, way: 'phone', levelsOfCare: ['residential_high'] };
  await done(admin.post(`${at}/benefit-checks`, check));
  await done(admin.post('/api/matches', { leadId }));
  const [program] = (await admin.list('programs')).body as { id: string }[];
  await done(admin.post(`${at}/referrals`, { programId: program?.id }));
  const point = person.points.find((one: { kind: string }) => one.kind === 'phone');
  const text = { leadId, contactPointId: point.id, channel: 'sms', body: `marked message ${n}` };
  await done(admin.post('/api/messages', { ...text, draft: true }));
  await recordedCall(t, leadId, n);
  const { id: fileId } = await done(
    admin.upload(`${at}/files`, `marked file ${n}.txt`, `marked file ${n}`),
  );
  return { leadId, patientId, fileId, marks: { lead: `${leadId}|${patientId}`, ...marksOf(n) } };
}

/** A call of the lead that telephony knows of, with a recording that was fetched. */
async function recordedCall(t: DeskUnderTest, leadId: string, n: number): Promise<void> {
  const url = `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE${n}`;
  const calls = new CallService(t.vault);
  const now = t.clock.now();
  await inTransaction(t.owner, async (manager) => {
    const { call } = await calls.applyEvent(
      manager,
      { provider: 'twilio', providerCallId: `CA-marked-${n}`, direction: 'inbound' },
      { state: 'answered', startedAt: now, recording: { url, seconds: 5 } },
      now,
    );
    await manager.query('UPDATE call SET lead_id = $2 WHERE id = $1', [call.id, leadId]);
    await new RecordingService(t.vault, calls).keep(
      manager,
      call.id,
      { provider: 'twilio', url, seconds: 5 },
      { mediaType: 'audio/wav', content: madeUpAudio(5) },
      now,
    );
  });
}
