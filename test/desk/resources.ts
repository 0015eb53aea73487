import type { z } from 'zod';
import {
  ArticleDetail,
  ArticleRow,
  AuditEventView,
  BenefitCheckRow,
  BenefitCheckView,
  CallView,
  CoverageView,
  FacilityDetail,
  FacilityRow,
  InquiryDetail,
  InquiryRow,
  LeadDetail,
  LeadRow,
  MatchRow,
  MatchView,
  PayerView,
  ReferralDetail,
  ReferralRow,
  ProgramView,
  SourceView,
  SpendView,
  StaffView,
  TaskView,
  TeamView,
  TrackingNumberView,
} from '#contract';
import { PersonView } from '../../apps/desk/src/people/people.list.js';
import type { TestWorker } from '../worker.js';
import type { DeskClient } from './desk-client.js';

/** A resource of the desk as react-admin sees it. */
export interface DeskResource {
  row: z.ZodObject;
  one: z.ZodObject;
  /** A field one may sort by. */
  sort: string;
  /** What a change sends; none: the resource is read only. */
  change?: Record<string, unknown>;
}

/** Every resource in the dialect of ra-data-simple-rest. */
export const RESOURCES: Record<string, DeskResource> = {
  leads: { row: LeadRow, one: LeadDetail, sort: 'number', change: { age: 41 } },
  people: { row: PersonView, one: PersonView, sort: 'createdAt' },
  inquiries: { row: InquiryRow, one: InquiryDetail, sort: 'receivedAt' },
  calls: { row: CallView, one: CallView, sort: 'startedAt' },
  tasks: { row: TaskView, one: TaskView, sort: 'dueAt', change: { title: 'Another title' } },
  coverages: {
    row: CoverageView,
    one: CoverageView,
    sort: 'createdAt',
    change: { planType: 'epo', memberId: 'Z-9' },
  },
  matches: { row: MatchRow, one: MatchView, sort: 'askedAt' },
  referrals: { row: ReferralRow, one: ReferralDetail, sort: 'updatedAt' },
  facilities: {
    row: FacilityRow,
    one: FacilityDetail,
    sort: 'name',
    change: { city: 'Another town' },
  },
  programs: {
    row: ProgramView,
    one: ProgramView,
    sort: 'name',
    change: { buprenorphine: 'continues' },
  },
  payers: {
    row: PayerView,
    one: PayerView,
    sort: 'name',
    change: { fact: 'Asks for a referral.' },
  },
  'benefit-checks': { row: BenefitCheckRow, one: BenefitCheckView, sort: 'dueAt' },
  sources: { row: SourceView, one: SourceView, sort: 'name', change: { name: 'Renamed source' } },
  spend: { row: SpendView, one: SpendView, sort: 'month', change: { cents: 99_00 } },
  'tracking-numbers': {
    row: TrackingNumberView,
    one: TrackingNumberView,
    sort: 'label',
    change: { label: 'Renamed line' },
  },
  users: { row: StaffView, one: StaffView, sort: 'email', change: { languages: ['en', 'es'] } },
  teams: { row: TeamView, one: TeamView, sort: 'name', change: { name: 'Renamed team' } },
  articles: { row: ArticleRow, one: ArticleDetail, sort: 'position', change: { position: 7 } },
  'audit-events': { row: AuditEventView, one: AuditEventView, sort: 'at' },
};

/** Makes three of everything that the reference data has not. */
export async function fillDesk(admin: DeskClient, worker: TestWorker): Promise<void> {
  const [source] = (await admin.list('sources')).body as { id: string }[];
  for (const n of [1, 2, 3]) {
    const cameIn = await worker.request({ name: `Visitor ${n}`, phone: `(415) 555-010${n}` });
    await worker.takeIn(cameIn);
    const lead = await made(
      admin.post('/api/leads', { name: `Walk-in ${n}`, phone: `(415) 555-020${n}` }),
    );
    await made(admin.post(`/api/leads/${lead}/calls`, { disposition: 'no_answer' }));
    const insured = await admin.post(`/api/leads/${lead}/coverages`, {
      payerText: 'Aetna',
      memberId: `A${n}`,
    });
    await admin.post(`/api/leads/${lead}/payer-consent`, { decision: 'given', how: 'spoken' });
    const [coverage] = insured.body.coverages as { id: string }[];
    await made(
      admin.post(`/api/leads/${lead}/benefit-checks`, {
        coverageId: coverage?.id,
        way: 'phone',
        levelsOfCare: ['residential_high'],
      }),
    );
    await made(admin.post('/api/matches', { leadId: lead }));
    await made(admin.post('/api/teams', { name: `Team ${n}` }));
    await made(admin.post('/api/sources', { name: `Source ${n}`, kind: 'partner' }));
    const facility = await made(
      admin.post('/api/facilities', {
        name: `Facility ${n}`,
        zip: `0210${n}`,
        phone: `(617) 555-010${n}`,
      }),
    );
    const program = { name: `Program ${n}`, levelOfCare: 'residential_high' };
    await made(admin.post(`/api/facilities/${facility}/programs`, program));
    const [offered] = (await admin.list('programs', { filter: { facilityId: facility } })).body as {
      id: string;
    }[];
    const programId = offered?.id;
    await made(admin.post(`/api/leads/${lead}/referrals`, { programId }));
    const number = { phone: `+1415555030${n}`, label: `Line ${n}`, sourceId: source?.id };
    await made(admin.post('/api/tracking-numbers', number));
    const spend = { sourceId: source?.id, month: `2026-0${n}`, cents: n * 1000 };
    await made(admin.post('/api/spend', spend));
  }
}

async function made(asked: ReturnType<DeskClient['post']>): Promise<string> {
  const { status, body } = await asked;
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.id as string;
}
