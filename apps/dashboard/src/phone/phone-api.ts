import { useQuery } from '@tanstack/react-query';
import type { CallDescription, DialInput, DialPermit, PhoneToken, PhoneView } from '#contract';
import { read, send } from '../api/http-client';

export const PHONE_KEY = ['phone'];

const readPhone = (signal?: AbortSignal) => read<PhoneView>('/api/phone', signal);

/** Whether one can call in the browser; asked once. */
export const usePhone = (enabled: boolean) =>
  useQuery({
    queryKey: PHONE_KEY,
    queryFn: ({ signal }) => readPhone(signal),
    enabled,
    staleTime: Infinity,
    retry: 1,
  });

/** Asks only to be heard: whoever speaks on the phone is at work. */
export const saySomebodyIsHere = () => readPhone();

export const takeToken = () => send<PhoneToken>('POST', '/api/phone/token', {});
export const setLine = (ready: boolean) => send<PhoneView>('POST', '/api/phone/line', { ready });
export const askPermit = (input: DialInput) =>
  send<DialPermit>('POST', '/api/phone/permits', input);
export const describeCall = (description: CallDescription) =>
  send<{ callId: string; leadId: string | null }>('POST', '/api/phone/descriptions', description);
export const letSomebodyCall = () => send<unknown>('POST', '/api/phone/simulated/callers', {});
