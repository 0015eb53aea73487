import type { ConferenceView, CurrentCallView, PartyInput, ThirdParties } from '#contract';
import { read, send } from '../api/http-client';

export const CURRENT_CALL_KEY = ['phone', 'call'];

const at = (id: string, what: string) => `/api/phone/conferences/${id}/${what}`;
const post = (url: string, body: object = {}) => send<ConferenceView>('POST', url, body);

export const readCurrentCall = (signal?: AbortSignal) =>
  read<CurrentCallView>('/api/phone/call', signal);
export const claimCall = (callId: string) =>
  send<CurrentCallView>('POST', `/api/phone/calls/${callId}/claim`, {});
export const readThirdParties = (leadId: string | null, signal?: AbortSignal) =>
  read<ThirdParties>(`/api/phone/third-parties${leadId ? `?leadId=${leadId}` : ''}`, signal);

export const openConference = (callSid: string) => post('/api/phone/conferences', { callSid });
export const lookAt = (id: string) => post(at(id, 'look'));
export const setHold = (id: string, held: boolean) => post(at(id, 'hold'), { held });
export const askParty = (id: string, input: PartyInput) => post(at(id, 'parties'), input);
export const removeParty = (id: string, partyId: string) =>
  post(at(id, `parties/${partyId}/removal`));
export const leaveCall = (id: string) => post(at(id, 'departure'));
export const endCall = (id: string) => post(at(id, 'ending'));
