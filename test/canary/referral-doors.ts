import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import sharp from 'sharp';
import type { FakeMail } from '../../apps/simulate/src/fake-provider/fake-mail.js';
import { type DeskClient, done } from '../desk/desk-client.js';
import type { Markers } from './markers.js';
import { type Answered, postForm, read } from './site-doors.js';

/** What is walked through. */
export interface ReferralWay {
  site: string;
  desk: DeskClient;
  mail: FakeMail;
  /** A lead that may be referred. */
  leadId: string;
  m: Markers;
  /** Waits until the worker has done what is due. */
  settled: () => Promise<unknown>;
}

/**
 * A patient's papers and a referral from one end to the other: card, file, consents by link and on paper, refused and
 * taken back, the link of the facility, its code, the packet, and everything it may answer. Gives what the site answered;
 * throws when the desk refuses anything.
 */
export async function referralDoors(way: ReferralWay): Promise<Answered[]> {
  const { desk, leadId, m } = way;
  const lead = `/api/leads/${leadId}`;
  await cardAtTheDesk(way);
  const { facilityId, programId } = await aProgram(desk);
  const referral = await done(desk.post(`${lead}/referrals`, { programId }));
  await done(desk.post(`/api/referrals/${referral.id}/statement`, { how: 'read_aloud' }));
  const answers: Answered[] = [];
  const asked = {
    facilityIds: [facilityId],
    sections: ['identity', 'contact', 'needs', 'coverage'],
    language: 'en',
    days: 30,
  };
  await onPaper(way, asked);
  answers.push(...(await byLink(way, asked, { act: 'refuse' })));
  const name = m.word('consent: signed name');
  answers.push(...(await byLink(way, asked, { act: 'sign', name })));
  const version = (await desk.get(`/api/referrals/${referral.id}`)).body.version as number;
  const to = m.email('referral: address of the facility');
  const sending = { version, way: 'hand', to, patientAgreed: true };
  const { url } = await done(desk.post(`/api/referrals/${referral.id}/sending`, sending));
  await way.settled();
  answers.push(...(await atTheFacility(way, url, to, referral.id)));
  return answers;
}

async function aProgram(desk: DeskClient): Promise<{ facilityId: string; programId: string }> {
  const facility = { name: 'Cedar House', zip: '02101', phone: '(617) 555-0101' };
  const { id: facilityId } = await done(desk.post('/api/facilities', facility));
  const program = { name: 'Residential', levelOfCare: 'residential_high' };
  await done(desk.post(`/api/facilities/${facilityId}/programs`, program));
  const [offered] = (await desk.list('programs', { filter: { facilityId } })).body as {
    id: string;
  }[];
  return { facilityId, programId: offered?.id ?? '' };
}

/** A picture of a card, with what a camera writes into it. */
async function cardAtTheDesk({ desk, leadId, m }: ReferralWay): Promise<void> {
  const insured = (await desk.get(`/api/leads/${leadId}`)).body.coverages as { id: string }[];
  const picture = await sharp({
    create: { width: 600, height: 400, channels: 3, background: '#369' },
  })
    .withExif({ IFD0: { Copyright: m.word('desk: what a camera wrote into a card') } })
    .jpeg()
    .toBuffer();
  await done(desk.upload(`/api/coverages/${insured[0]?.id}/cards/front`, 'card.jpg', picture));
}

/** A scan that is kept with the lead, and the signature that it shows; then it is taken back. */
async function onPaper({ desk, leadId, m }: ReferralWay, asked: object): Promise<void> {
  const request = await done(desk.post(`/api/leads/${leadId}/consent-requests`, asked));
  const name = `${m.word('file: name')}.txt`;
  const content = `signed ${m.word('file: content')}`;
  const file = await done(desk.upload(`/api/leads/${leadId}/files`, name, content));
  const at = `/api/consent-requests/${request.id}`;
  const signed = await done(
    desk.post(`${at}/paper-signature`, {
      version: request.version,
      fileId: file.id,
      signedName: m.word('consent on paper: signed name'),
      signedAt: new Date(Date.now() - 60_000).toISOString(),
    }),
  );
  const reason = m.word('consent on paper: why withdrawn');
  await done(desk.post(`${at}/withdrawal`, { version: signed.version, reason }));
}

/** A consent that is asked for by a link, and what the patient decides there. */
async function byLink(
  { site, desk, leadId, settled }: ReferralWay,
  asked: object,
  decision: Record<string, string>,
): Promise<Answered[]> {
  const request = await done(desk.post(`/api/leads/${leadId}/consent-requests`, asked));
  const at = `/api/consent-requests/${request.id}/links`;
  const { url } = await done(desk.post(at, { version: request.version }));
  await settled();
  const path = new URL(url).pathname;
  const page = await read('consent page', await fetch(site + path));
  const answer = await postForm(site, path, { ...hiddenOf(page.text), ...decision });
  await settled();
  return [page, answer, await read('consent page', await fetch(site + path))];
}

/** Everything a facility may say at its link. */
async function atTheFacility(
  { site, desk, mail, m, settled }: ReferralWay,
  url: string,
  to: string,
  referralId: string,
): Promise<Answered[]> {
  const path = new URL(url).pathname;
  const answers: Answered[] = [];
  const say = async (fields: Record<string, string>) => {
    const page = await read('facility page', await fetch(site + path));
    answers.push(page, await postForm(site, path, { ...hiddenOf(page.text), ...fields }));
    await settled();
  };
  await say({ act: 'acknowledge' });
  await say({ act: 'ask', text: m.word('facility: question') });
  const note = { text: m.word('referral: answer of ours'), toFacility: true };
  await done(desk.post(`/api/referrals/${referralId}/notes`, note));
  await say({ act: 'request_code' });
  const code = await codeIn(mail, to);
  const page = await read('facility page', await fetch(site + path));
  const opened = await fetch(site + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      ...hiddenOf(page.text),
      act: 'open_packet',
      code,
    }),
  });
  await settled();
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const packet = await fetch(`${site}${path}/packet`, { headers: { cookie } });
  answers.push(await read('open packet', opened), await read('packet', packet));
  await say({ act: 'waitlist', note: m.word('facility: note on waiting') });
  await say({ act: 'accept', note: m.word('facility: note on accepting') });
  await say({ act: 'turned_away', note: m.word('facility: why turned away') });
  await say({ act: 'decline', reason: 'capacity', note: m.word('facility: note on declining') });
  return answers;
}

/** The one-time code that is sent to an address, once it is there. */
async function codeIn(mail: FakeMail, to: string): Promise<string> {
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(200)) {
    for (const { to: recipients, raw } of mail.mails) {
      if (!recipients.includes(to)) continue;
      const code = /^\d{6}$/m.exec((await simpleParser(raw)).text ?? '');
      if (code) return code[0];
    }
  }
  throw new Error('No code was sent');
}

/** What a form carries along. */
function hiddenOf(html: string): Record<string, string> {
  const inputs = html.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const name = /name="([^"]*)"/.exec(input)?.[1];
      return name && name !== 'act' ? [[name, /value="([^"]*)"/.exec(input)?.[1] ?? '']] : [];
    }),
  );
}
