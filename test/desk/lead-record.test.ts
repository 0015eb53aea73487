import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  type ChannelView,
  CONTACT_CONSENT_WORDING,
  LeadDetail,
  LeadFileView,
  MAX_FILE_BYTES,
  MentionView,
  SavedViewView,
  TagView,
} from '#contract';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';

const NOBODY = '0190a0a0-0000-7000-8000-000000000000';
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 0, 255]);

describe('the record of a lead', () => {
  let t: DeskUnderTest;
  let agent: Hired;
  let other: Hired;
  let cookie: string;
  let mine: DeskClient;
  let theirs: DeskClient;
  let manager: DeskClient;
  let auditor: DeskClient;
  beforeAll(async () => {
    t = await deskUnderTest();
    agent = await t.hire('agent', { name: 'Ana Agent' });
    other = await t.hire('agent', { name: 'Otto Other' });
    const as = async (hired: Hired) => signIn(t.url, hired.email);
    cookie = await as(agent);
    mine = deskClient(t.url, cookie);
    theirs = deskClient(t.url, await as(other));
    manager = deskClient(t.url, await as(await t.hire('manager')));
    auditor = deskClient(t.url, await as(await t.hire('auditor')));
  }, 60_000);
  afterAll(() => t?.close());

  let phones = 0;
  const freshPhone = () => {
    phones += 1;
    return `(212) 556-${String(phones).padStart(4, '0')}`;
  };
  const open = async (more: object = {}): Promise<LeadDetail> => {
    const body = { name: 'Maria del Mar Ortega', phone: freshPhone(), zip: '10001', ...more };
    const { status, body: lead } = await mine.post('/api/leads', body);
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(lead)}`);
    return lead;
  };
  const audited = (action: string, resourceId: string) =>
    t.owner.query<{ actor_id: string }[]>(
      'SELECT actor_id FROM audit_event WHERE action = $1 AND resource_id = $2',
      [action, resourceId],
    );

  describe('tags', () => {
    const tag = async (name: string): Promise<TagView> => {
      const { status, body } = await manager.post('/api/tags', { name, colour: 'teal' });
      expect(status).toBe(201);
      return TagView.strict().parse(body);
    };

    test('a manager keeps them: made, renamed with a version, retired; a name is there once', async () => {
      const made = await tag('Call after six');
      expect((await manager.post('/api/tags', { name: 'CALL AFTER SIX' })).body).toMatchObject({
        code: 'tag.name_taken',
        errors: { name: expect.any(String) },
      });
      expect((await mine.post('/api/tags', { name: 'Mine' })).status).toBe(403);
      expect((await manager.put(`/api/tags/${made.id}`, { name: 'x' })).status).toBe(428);
      const renamed = await manager.put(`/api/tags/${made.id}`, { version: 1, name: 'Evening' });
      expect(renamed.body).toMatchObject({ name: 'Evening', version: 2, colour: 'teal' });
      const old = await manager.put(`/api/tags/${made.id}`, { version: 1, name: 'Late' });
      expect(old).toMatchObject({ status: 409, body: { code: 'record.version_conflict' } });
      expect((await manager.put(`/api/tags/${NOBODY}`, { version: 1 })).status).toBe(404);
      expect((await manager.post('/api/tags', { name: '', colour: 'mauve' })).body.errors).toEqual({
        name: expect.any(String),
        colour: expect.any(String),
      });
    });

    test('given, shown in the list, filtered by, taken off; a retired one is not given any more', async () => {
      const [first, second] = [await tag('Court date'), await tag('Needs ride')];
      const lead = await open();
      const plain = await open();
      const given = await mine.post(`/api/leads/${lead.id}/tags`, { tagId: first.id });
      expect(given).toMatchObject({ status: 201, body: [{ id: first.id, name: 'Court date' }] });
      await mine.post(`/api/leads/${lead.id}/tags`, { tagId: second.id });
      await mine.post(`/api/leads/${plain.id}/tags`, { tagId: second.id });
      const by = async (tagId: unknown) =>
        (await mine.list('leads', { filter: { tagId } })).body.map((row: { id: string }) => row.id);
      expect(await by(first.id)).toEqual([lead.id]);
      expect(await by([first.id, second.id])).toEqual([lead.id]);
      expect(new Set(await by(second.id))).toEqual(new Set([lead.id, plain.id]));
      const [row] = (await mine.list('leads', { filter: { id: [lead.id] } })).body;
      expect(row.tagIds).toEqual([first.id, second.id]);
      const off = await mine.post(`/api/leads/${lead.id}/tags/${first.id}/removal`, {});
      expect(off).toMatchObject({ status: 200, body: [{ id: second.id }] });
      const timeline = (await mine.get(`/api/leads/${lead.id}/activities`)).body;
      expect(
        timeline.filter((each: { kind: string }) => each.kind === 'tag.changed'),
      ).toMatchObject([
        { data: { tag: 'Court date', added: false } },
        { data: { tag: 'Needs ride', added: true } },
        { data: { tag: 'Court date', added: true } },
      ]);
      await manager.put(`/api/tags/${first.id}`, { version: 1, active: false });
      const refused = await mine.post(`/api/leads/${lead.id}/tags`, { tagId: first.id });
      expect(refused).toMatchObject({ status: 409, body: { code: 'tag.retired' } });
      expect((await mine.list('tags', { filter: { active: false } })).body).toMatchObject([
        { id: first.id },
      ]);
      expect(await audited('lead.tagged', lead.id)).toHaveLength(2);
      expect((await mine.post(`/api/leads/${NOBODY}/tags`, { tagId: second.id })).status).toBe(404);
      expect((await mine.post(`/api/leads/${lead.id}/tags`, { tagId: 'x' })).status).toBe(400);
      expect((await auditor.get(`/api/leads/${lead.id}/tags`)).status).toBe(403);
    });
  });

  describe('files', () => {
    const upload = (leadId: string, content: Buffer, name = 'card.png', more: object = {}) =>
      fetch(`${t.url}/api/leads/${leadId}/files`, {
        method: 'POST',
        headers: {
          cookie,
          'content-type': 'application/octet-stream',
          'x-file-name': encodeURIComponent(name),
          ...more,
        },
        body: new Uint8Array(content),
      });

    test('kept as it was, encrypted at rest, downloaded as an attachment, on record; hidden when removed', async () => {
      const lead = await open();
      const name = 'Ausweis “Müller”; 100%.exe';
      const answer = await upload(lead.id, PNG, `C:\\temp\\${name}`);
      const file = LeadFileView.strict().parse(await answer.json());
      expect(answer.status).toBe(201);
      expect(file).toMatchObject({ name, mediaType: 'image/png', bytes: PNG.length });
      const [row] = await t.owner.query('SELECT * FROM lead_file WHERE id = $1', [file.id]);
      expect(row.content_enc.includes(PNG.subarray(0, 8))).toBe(false);
      expect(row.name_enc).not.toContain('Ausweis');
      const download = await fetch(`${t.url}/api/leads/${lead.id}/files/${file.id}`, {
        headers: { cookie },
      });
      expect(Buffer.from(await download.arrayBuffer()).equals(PNG)).toBe(true);
      const { headers } = download;
      expect(headers.get('content-type')).toBe('image/png');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-disposition')).toBe(
        `attachment; filename="Ausweis _M_ller_; 100_.exe"; filename*=UTF-8''${encodeURIComponent(name)}`,
      );
      expect(await audited('file.read', file.id)).toEqual([{ actor_id: agent.id }]);
      expect((await mine.get(`/api/leads/${lead.id}/files`)).body).toMatchObject([
        { id: file.id, name },
      ]);
      const elsewhere = await open();
      expect((await mine.get(`/api/leads/${elsewhere.id}/files/${file.id}`)).status).toBe(404);
      const removed = await mine.post(`/api/leads/${lead.id}/files/${file.id}/removal`, {});
      expect(removed).toMatchObject({ status: 200, body: [] });
      expect((await mine.get(`/api/leads/${lead.id}/files/${file.id}`)).status).toBe(404);
      const [kept] = await t.owner.query('SELECT removed_by FROM lead_file WHERE id = $1', [
        file.id,
      ]);
      expect(kept).toEqual({ removed_by: agent.id });
    });

    test.each<[string, Buffer, string]>([
      ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'application/pdf'],
      ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'image/jpeg'],
      ['text', Buffer.from('Grüße\n\tfrom the clinic'), 'text/plain'],
      ['a page that calls itself text', Buffer.from('<script>alert(1)</script>'), 'text/plain'],
    ])('%s is known by its content', async (_, content, mediaType) => {
      const lead = await open();
      const answer = await upload(lead.id, content, 'photo.png');
      expect(answer.status).toBe(201);
      const file = await answer.json();
      expect(file).toMatchObject({ mediaType });
      const download = await fetch(`${t.url}/api/leads/${lead.id}/files/${file.id}`, {
        headers: { cookie },
      });
      expect(download.headers.get('content-type')?.startsWith(mediaType)).toBe(true);
      expect(download.headers.get('content-disposition')).toMatch(/^attachment;/);
    });

    test('what is something else, empty, too large, badly named or sent as something else is refused in a sentence', async () => {
      const lead = await open();
      const refused = async (answer: Response) => ({
        status: answer.status,
        code: (await answer.json()).code,
      });
      const zip = Buffer.from('PK\u0003\u0004 not a picture \u0000');
      expect(await refused(await upload(lead.id, zip, 'card.png'))).toEqual({
        status: 415,
        code: 'request.unsupported_media_type',
      });
      expect(await refused(await upload(lead.id, Buffer.from([0xc3, 0x28]), 'a.txt'))).toEqual({
        status: 415,
        code: 'request.unsupported_media_type',
      });
      expect(await refused(await upload(lead.id, Buffer.alloc(0)))).toEqual({
        status: 400,
        code: 'file.empty',
      });
      for (const name of ['', ' ', 'x'.repeat(300), 'a\u0000b', 'a\nb']) {
        expect(await refused(await upload(lead.id, PNG, name))).toMatchObject({ status: 400 });
      }
      expect(
        await refused(await upload(lead.id, PNG, 'a', { 'x-file-name': '%E0%A4%A' })),
      ).toMatchObject({ status: 400 });
      expect(
        await refused(await upload(lead.id, PNG, 'a', { 'content-type': 'image/png' })),
      ).toMatchObject({ status: 415 });
      expect((await mine.post(`/api/leads/${lead.id}/files`, {})).status).toBe(415);
      expect(await refused(await upload(NOBODY, PNG))).toMatchObject({ status: 404 });
    });

    test('the largest file is taken, one byte more is not, said so or not', async () => {
      const lead = await open();
      const largest = Buffer.alloc(MAX_FILE_BYTES, 'a');
      expect((await upload(lead.id, largest, 'long.txt')).status).toBe(201);
      const over = Buffer.alloc(MAX_FILE_BYTES + 1, 'a');
      expect((await tryUpload(() => upload(lead.id, over, 'long.txt'))).status).toBe(413);
      const streamed = () =>
        fetch(`${t.url}/api/leads/${lead.id}/files`, {
          method: 'POST',
          headers: {
            cookie,
            'content-type': 'application/octet-stream',
            'x-file-name': 'long.txt',
          },
          body: new Blob([over]).stream(),
          duplex: 'half',
        } as RequestInit);
      expect((await tryUpload(streamed)).status).toBe(413);
      expect((await mine.get(`/api/leads/${lead.id}/files`)).body).toHaveLength(1);
    });

    test('who is not signed in, or may not work on leads, puts nothing there', async () => {
      const lead = await open();
      expect((await upload(lead.id, PNG, 'a', { cookie: '' })).status).toBe(401);
      expect((await auditor.get(`/api/leads/${lead.id}/files`)).status).toBe(403);
      expect(await audited('file.added', lead.id)).toEqual([]);
    });
  });

  describe('contacts', () => {
    const contactsOf = (body: LeadDetail) =>
      body.contacts.map(({ name, relationship }) => [name, relationship]);

    test('added, changed, ended and back again; wishes set and taken back', async () => {
      const lead = await open({ name: 'Rosa Parks-Lee' });
      const phone = freshPhone();
      const added = await mine.post(`/api/leads/${lead.id}/contacts`, {
        name: 'Joan Lee',
        relationship: 'parent',
        phone,
        safeToText: false,
        preferredTime: 'after 5 pm',
      });
      expect(added.status).toBe(201);
      const joan = (added.body as LeadDetail).contacts.find(({ isPatient }) => !isPatient);
      expect(joan).toMatchObject({
        name: 'Joan Lee',
        relationship: 'parent',
        points: [{ kind: 'phone', safeToText: false, preferredTime: 'after 5 pm' }],
      });
      const at = `/api/leads/${lead.id}/contacts/${joan?.personId}`;
      const changed = await mine.put(at, { relationship: 'sibling', name: 'Joan Lee-Ray' });
      expect(contactsOf(changed.body)).toContainEqual(['Joan Lee-Ray', 'sibling']);
      const pointId = joan?.points[0]?.id;
      const wished = await mine.put(`${at}/points/${pointId}`, {
        safeToText: null,
        safeToVoicemail: true,
      });
      const again = (wished.body as LeadDetail).contacts.find(({ isPatient }) => !isPatient);
      expect(again?.points).toMatchObject([
        { safeToText: null, safeToVoicemail: true, preferredTime: 'after 5 pm' },
      ]);
      const more = await mine.post(`${at}/points`, { kind: 'email', value: 'Joan@Mail.Example' });
      expect(more.status).toBe(201);
      const ended = await mine.post(`${at}/end`, { reason: 'Asked not to be called' });
      expect(contactsOf(ended.body)).toEqual([['Rosa Parks-Lee', 'self']]);
      expect((await mine.put(at, { relationship: 'friend' })).body).toMatchObject({
        code: 'lead.contact_not_found',
      });
      const back = await mine.post(`/api/leads/${lead.id}/contacts`, {
        personId: joan?.personId,
        relationship: 'friend',
      });
      expect(contactsOf(back.body)).toContainEqual(['Joan Lee-Ray', 'friend']);
      const [rows] = await t.owner.query(
        'SELECT count(*)::int AS n FROM lead_contact WHERE lead_id = $1 AND person_id = $2',
        [lead.id, joan?.personId],
      );
      expect(rows).toEqual({ n: 1 });
      const said = (await mine.get(`/api/leads/${lead.id}/activities`)).body
        .filter((each: { kind: string }) => each.kind === 'contact.changed')
        .map((each: { data: { change: string } }) => each.data.change);
      expect(said.toReversed()).toEqual([
        'added',
        'changed',
        'wishes_changed',
        'point_added',
        'ended',
        'added',
      ]);
    });

    test('R10: what somebody says about calls, texts and e-mail is on the ledger, opens the way, and closes it', async () => {
      const lead = await open();
      const { body: added } = await mine.post(`/api/leads/${lead.id}/contacts`, {
        name: 'Lena Ortega',
        relationship: 'parent',
        phone: freshPhone(),
        email: 'lena@mail.example',
      });
      const motherOf = ({ contacts }: LeadDetail) => contacts.find(({ isPatient }) => !isPatient);
      const mother = motherOf(added);
      const [phone, email] = ['phone', 'email'].map((kind) =>
        mother?.points.find((point) => point.kind === kind),
      );
      const at = `/api/leads/${lead.id}/contacts/${mother?.personId}/points`;
      const say = async (pointId: string | undefined, scope: string, decision = 'given') =>
        (await mine.post(`${at}/${pointId}/consents`, { scope, decision })).body;
      const noon = new Date();
      noon.setUTCDate(noon.getUTCDate() + 1);
      noon.setUTCHours(17, 0, 0, 0);
      /** Why each way is closed at noon in New York; null where it is open. */
      const bars = async () => {
        const path = `/api/leads/${lead.id}/channels?at=${noon.toISOString()}`;
        const ways: ChannelView[] = (await mine.get(path)).body;
        return Object.fromEntries(
          ways
            .filter(({ personId }) => personId === mother?.personId)
            .map(({ channel, because }) => [channel, because]),
        );
      };
      expect(await bars()).toEqual({
        call: 'no_consent',
        sms: 'no_consent',
        email: 'no_consent',
      });
      for (const scope of ['call', 'sms']) await say(phone?.id, scope);
      await say(email?.id, 'email');
      expect(await bars()).toEqual({ call: null, sms: null, email: null });
      const after = (await say(phone?.id, 'sms', 'revoked')) as LeadDetail;
      expect(motherOf(after)?.points.find(({ id }) => id === phone?.id)?.consents).toEqual([
        'call',
      ]);
      expect(await bars()).toMatchObject({ call: null, sms: 'stopped' });
      await say(phone?.id, 'sms');
      expect(await bars()).toMatchObject({ sms: null });
      const rows = await t.owner.query(
        `SELECT scope, decision, wording, recorded_by FROM consent WHERE person_id = $1 AND origin = 'desk'
         AND scope = 'sms' ORDER BY at`,
        [mother?.personId],
      );
      const sms = {
        scope: 'sms',
        wording: CONTACT_CONSENT_WORDING.en.sms,
        recorded_by: agent.id,
      };
      expect(rows).toEqual([
        { ...sms, decision: 'given' },
        { ...sms, decision: 'revoked' },
        { ...sms, decision: 'given' },
      ]);
      const told = (await mine.get(`/api/leads/${lead.id}/activities`)).body;
      expect(
        told.filter((each: { kind: string }) => each.kind === 'consent.recorded'),
      ).toHaveLength(5);
    });

    test('R10: texts stopped by a text open by START alone; a way that is not there and a stranger are refused', async () => {
      const lead = await open();
      const patient = lead.contacts[0];
      const point = patient?.points[0];
      const at = `/api/leads/${lead.id}/contacts`;
      const own = `${at}/${patient?.personId}/points/${point?.id}/consents`;
      await t.owner.query(
        `INSERT INTO consent (id, person_id, scope, decision, wording, wording_hash, at, origin)
         VALUES (gen_random_uuid(), $1, 'sms', 'revoked', 'STOP', sha256('STOP'), now(), 'sms')`,
        [patient?.personId],
      );
      const sms = { scope: 'sms', decision: 'given' };
      expect(await mine.post(own, sms)).toMatchObject({
        status: 409,
        body: { code: 'consent.only_start' },
      });
      expect((await mine.post(own, { ...sms, scope: 'call' })).status).toBe(200);
      expect((await mine.post(own, { ...sms, scope: 'email' })).body).toMatchObject({
        code: 'request.invalid',
        errors: { scope: expect.any(String) },
      });
      const other = (await open()).contacts[0];
      const theirPoint = `${at}/${other?.personId}/points/${other?.points[0]?.id}/consents`;
      expect((await mine.post(theirPoint, sms)).body.code).toBe('lead.contact_not_found');
      expect((await auditor.post(own, sms)).status).toBe(403);
    });

    test('what cannot be reached, is nobody, or is the patient is refused', async () => {
      const lead = await open();
      const patient = lead.contacts[0]?.personId;
      const path = `/api/leads/${lead.id}/contacts`;
      const codes = async (body: object) => (await mine.post(path, body)).body.code;
      expect(await codes({ relationship: 'parent' })).toBe('request.invalid');
      expect(await codes({ name: 'A', relationship: 'cousin' })).toBe('request.invalid');
      expect(await codes({ name: 'A', relationship: 'parent', phone: '12' })).toBe(
        'request.invalid',
      );
      expect(await codes({ name: 'A', relationship: 'parent', email: 'nobody' })).toBe(
        'request.invalid',
      );
      expect(await codes({ personId: NOBODY, relationship: 'parent' })).toBe('person.not_found');
      expect(await codes({ personId: patient, relationship: 'parent' })).toBe(
        'lead.patient_is_no_contact',
      );
      expect((await mine.post(`${path}/${patient}/end`, {})).body.code).toBe(
        'lead.patient_is_no_contact',
      );
      expect((await mine.put(`${path}/x/points/y`, {})).status).toBe(404);
      expect((await auditor.post(path, { name: 'A', relationship: 'parent' })).status).toBe(403);
    });
  });

  describe('mentions', () => {
    test('a note that names a colleague reaches them, once, until read; nobody else is told', async () => {
      const lead = await open({ name: 'Mentioned Patient' });
      const heard = await listen(t.url, await signIn(t.url, other.email));
      const deaf = await listen(t.url, await signIn(t.url, agent.email));
      const text = `Please look, @[${other.id}] and @[${other.id.toUpperCase()}], @[${agent.id}]`;
      expect((await mine.post(`/api/leads/${lead.id}/notes`, { text })).status).toBe(201);
      const unread = await theirs.list('mentions', { filter: { unread: true } });
      const [mention, ...rest] = z.array(MentionView.strict()).parse(unread.body);
      expect(rest).toEqual([]);
      expect(mention).toMatchObject({
        text,
        lead: { id: lead.id, patientName: 'Mentioned Patient' },
        by: { id: agent.id, name: 'Ana Agent' },
        readAt: null,
      });
      await heard.until((event) => event.id === mention?.id);
      expect(deaf.events.filter(({ event }) => event === 'mention.changed')).toEqual([]);
      await Promise.all([heard.close(), deaf.close()]);
      expect((await mine.list('mentions')).body).toEqual([]);
      const path = `/api/mentions/${mention?.id}/reading`;
      expect((await mine.post(path, {})).status).toBe(404);
      const read = await theirs.post(path, {});
      expect(read.body.readAt).toEqual(expect.any(String));
      expect((await theirs.post(path, {})).body.readAt).toBe(read.body.readAt);
      expect((await theirs.list('mentions', { filter: { unread: true } })).body).toEqual([]);
      expect((await theirs.list('mentions', { filter: { unread: false } })).body).toHaveLength(1);
      await mine.post(`/api/leads/${lead.id}/notes`, { text: `@[${other.id}] again` });
      expect((await theirs.post('/api/mentions/readings', {})).body).toEqual({ read: 1 });
    });

    test('a note that names nobody who works on leads is refused, and nothing is written', async () => {
      const lead = await open();
      const aud = (await t.hire('auditor')).id;
      for (const id of [NOBODY, aud]) {
        const refused = await mine.post(`/api/leads/${lead.id}/notes`, { text: `Hi @[${id}]` });
        expect(refused).toMatchObject({
          status: 400,
          body: { errors: { text: expect.any(String) } },
        });
      }
      const kinds = (await mine.get(`/api/leads/${lead.id}/activities`)).body.map(
        (each: { kind: string }) => each.kind,
      );
      expect(kinds).not.toContain('note.written');
    });
  });

  describe('saved views', () => {
    const settings = {
      filter: { q: 'canary-name', stage: ['new'] },
      sort: ['receivedAt', 'ASC'],
      columns: ['number', 'stage'],
    };

    test('private ones are mine alone; shared ones are seen by all and changed by me; nothing readable at rest', async () => {
      const made = await mine.post('/api/saved-views', {
        resource: 'leads',
        name: 'My morning',
        settings,
      });
      expect(made.status).toBe(201);
      const view = SavedViewView.strict().parse(made.body);
      expect(view).toMatchObject({ settings, shared: false, mine: true });
      const seen = async (client: DeskClient, filter: object = {}) =>
        (await client.list('saved-views', { filter })).body.map(
          (each: { id: string }) => each.id,
        ) as string[];
      expect(await seen(theirs)).not.toContain(view.id);
      const path = `/api/saved-views/${view.id}`;
      expect((await theirs.put(path, { version: 1, name: 'Mine now' })).status).toBe(404);
      const shared = await mine.put(path, { version: 1, shared: true });
      expect(shared.body).toMatchObject({ shared: true, version: 2 });
      expect(await seen(theirs, { resource: 'leads' })).toContain(view.id);
      expect(await seen(theirs, { resource: 'tasks' })).not.toContain(view.id);
      expect(await seen(auditor)).not.toContain(view.id);
      expect((await theirs.put(path, { version: 2, name: 'Mine now' })).status).toBe(403);
      expect((await theirs.post(`${path}/removal`, {})).status).toBe(403);
      expect((await mine.put(path, { version: 1, name: 'Old' })).status).toBe(409);
      expect((await mine.put(path, { name: 'Old' })).status).toBe(428);
      const [row] = await t.owner.query('SELECT settings_enc FROM saved_view WHERE id = $1', [
        view.id,
      ]);
      expect(row.settings_enc).not.toContain('canary');
      expect((await mine.post(`${path}/removal`, {})).status).toBe(200);
      expect(await seen(mine)).not.toContain(view.id);
      expect((await mine.post(`${path}/removal`, {})).status).toBe(404);
    });

    test('a view of a list one may not see, or of none, is refused', async () => {
      const of = (resource: string) => ({ resource, name: 'A view', settings });
      expect((await auditor.post('/api/saved-views', of('leads'))).status).toBe(403);
      expect((await mine.post('/api/saved-views', of('secrets'))).status).toBe(400);
      expect((await mine.post('/api/saved-views', { resource: 'leads', name: '' })).status).toBe(
        400,
      );
      expect((await mine.list('saved-views', { filter: { resource: 'secrets' } })).status).toBe(
        400,
      );
    });
  });
});

/** A server may close the connection while we still send: then the answer is read on another try. */
async function tryUpload(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt >= 5) throw error;
    }
  }
}

/** The events a colleague hears. */
async function listen(url: string, cookie: string) {
  const ending = new AbortController();
  const answer = await fetch(`${url}/api/events`, { headers: { cookie }, signal: ending.signal });
  const events: { event: string; id: string }[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      for (const line of decoder.decode(chunk).split('\n')) {
        if (line.startsWith('data: {"')) events.push(JSON.parse(line.slice(6)));
      }
    }
  })().catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });
  return {
    events,
    close: () => {
      ending.abort();
      return reading;
    },
    async until(found: (event: { event: string; id: string }) => boolean) {
      const deadline = Date.now() + 5000;
      while (!events.some(found)) {
        if (Date.now() > deadline) throw new Error('the event was not heard');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
