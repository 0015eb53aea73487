import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import type {
  ConsentRequestCreate,
  ConsentRequestView,
  GivenLink,
  ReferralBoard,
  ReferralBoardFilter,
  ReferralChangeCreate,
  ReferralDetail,
  ReferralLinkCreate,
  TransportEdit,
} from '#contract';
import { read, send } from '../api/http-client';
import { askAgain } from '../live/ask-again';
import { leadPartKey, timelineKey } from '../live/live';

const referral = (id: string, what: string) => `/api/referrals/${encodeURIComponent(id)}/${what}`;
const consent = (id: string, what: string) =>
  `/api/consent-requests/${encodeURIComponent(id)}/${what}`;
const ofLead = (id: string, what: string) => `/api/leads/${encodeURIComponent(id)}/${what}`;

/** The verbs of referrals and consents. Each answers when it is committed. */
export const referralActions = {
  draft: (leadId: string, programId: string) =>
    send<ReferralDetail>('POST', ofLead(leadId, 'referrals'), { programId }),
  showStatement: (id: string, how: 'read_aloud' | 'on_screen') =>
    send<ReferralDetail>('POST', referral(id, 'statement'), { how }),
  send: (
    id: string,
    input: {
      version: number;
      way: string;
      to?: string;
      patientAgreed: boolean;
      emergencyReason?: string;
    },
  ) => send<GivenLink>('POST', referral(id, 'sending'), input),
  link: (id: string, input: Partial<ReferralLinkCreate>) =>
    send<GivenLink>('POST', referral(id, 'links'), input),
  revokeLink: (id: string, linkId: string) =>
    send<ReferralDetail>(
      'POST',
      referral(id, `links/${encodeURIComponent(linkId)}/revocation`),
      {},
    ),
  change: (id: string, input: Partial<ReferralChangeCreate>) =>
    send<ReferralDetail>('POST', referral(id, 'changes'), input),
  answer: (id: string, text: string) =>
    send<ReferralDetail>('POST', referral(id, 'notes'), { text }),
  planTransport: (id: string, input: TransportEdit) =>
    send<ReferralDetail>('PUT', referral(id, 'transport'), input),
  handOver: (id: string, input: { note?: string; callId?: string }) =>
    send<ReferralDetail>('POST', referral(id, 'hand-over'), input),
  exportFhir: (id: string) => send<unknown>('POST', referral(id, 'fhir-export'), {}),
  askConsent: (leadId: string, input: Partial<ConsentRequestCreate>) =>
    send<ConsentRequestView>('POST', ofLead(leadId, 'consent-requests'), input),
  consentLink: (id: string, version: number, contactPointId: string | null) =>
    send<GivenLink>('POST', consent(id, 'links'), { version, contactPointId }),
  signedOnPaper: (
    id: string,
    input: { version: number; fileId: string; signedName: string; signedAt: string },
  ) => send<ConsentRequestView>('POST', consent(id, 'paper-signature'), input),
  withdrawConsent: (id: string, version: number, reason: string) =>
    send<ConsentRequestView>('POST', consent(id, 'withdrawal'), {
      version,
      ...(reason ? { reason } : {}),
    }),
};

/** The address of a packet as PDF. */
export const packetUrl = (id: string, fax = false) => referral(id, `packet${fax ? '?fax=1' : ''}`);

/** The board; events of referrals ask for it again. */
export function useReferralBoard(filter: ReferralBoardFilter) {
  return useQuery({
    queryKey: ['referrals', 'getList', 'board', filter],
    queryFn: ({ signal }) =>
      read<ReferralBoard>(
        `/api/referrals/board?filter=${encodeURIComponent(JSON.stringify(filter))}`,
        signal,
      ),
    retry: 1,
    placeholderData: (before) => before,
  });
}

/** After something was done: says so, and asks again for what it touched. */
export function useReferralDone(leadId: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return (sentence: string): void => {
    notify(sentence, { type: 'success' });
    askAgain(client, ['referrals']);
    askAgain(client, ['leads', 'getOne', { id: leadId }]);
    askAgain(client, leadPartKey(leadId));
    askAgain(client, timelineKey(leadId));
  };
}
