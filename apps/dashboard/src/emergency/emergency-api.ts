import { useQuery } from '@tanstack/react-query';
import type {
  EmergencyAccessView,
  EmergencyOpening,
  EmergencyReview,
  ProtectionView,
} from '#contract';
import { read, send } from '../api/http-client';

/** The stream of events asks for this again with each step. */
export const EMERGENCIES_KEY = ['emergency-accesses', 'getList'];
/** An access ends by itself, and nobody tells of that; milliseconds. */
const LOOK_AGAIN_MS = 30_000;

const at = (id: string, what: string) =>
  `/api/emergency-accesses/${encodeURIComponent(id)}/${what}`;

/** Emergency accesses: one's own, or everybody's for those who review them. */
export function useEmergencies(only: 'waiting' | 'open' | undefined, enabled = true) {
  return useQuery({
    queryKey: [...EMERGENCIES_KEY, only ?? 'all'],
    queryFn: ({ signal }) =>
      read<EmergencyAccessView[]>(`/api/emergency-accesses${only ? `?only=${only}` : ''}`, signal),
    refetchInterval: LOOK_AGAIN_MS,
    enabled,
    retry: 1,
  });
}

export const openEmergency = (input: EmergencyOpening) =>
  send<EmergencyAccessView>('POST', '/api/emergency-accesses', input);
export const endEmergency = (id: string) => send<EmergencyAccessView>('POST', at(id, 'ending'), {});
export const reviewEmergency = (id: string, review: EmergencyReview) =>
  send<EmergencyAccessView>('POST', at(id, 'review'), review);

const protection = (leadId: string) => `/api/leads/${encodeURIComponent(leadId)}/protection`;

export const readProtection = (leadId: string, signal?: AbortSignal) =>
  read<ProtectionView>(protection(leadId), signal);
export const protectLead = (leadId: string, reason: string) =>
  send<ProtectionView>('POST', protection(leadId), { reason });
export const liftProtection = (leadId: string) =>
  send<ProtectionView>('POST', `${protection(leadId)}/lifting`, {});
