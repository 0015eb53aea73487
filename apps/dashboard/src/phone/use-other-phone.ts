import { useEffect, useRef } from 'react';
import type { CurrentCall } from './phone-state';
import { askWhatCame, usePhoneState } from './phone-store';
import type { CurrentCallOfDesk } from './use-current-call';

/**
 * The call one has on another phone than this browser; null: none. A call that was here is not one, though the desk hears of
 * its end a moment later. When it is over, what came of it is asked here.
 */
export function useOtherPhone(known: CurrentCallOfDesk | null): CurrentCall | null {
  const { call, ended } = usePhoneState();
  const here = useRef(new Set<string>());
  for (const one of [call, ended]) if (one?.callSid) here.current.add(one.callSid);
  const other = known && !here.current.has(known.callSid) && !call ? callOf(known) : null;
  const last = useRef<CurrentCall | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = other;
    if (before && !other && !call) askWhatCame(before);
  });
  return other;
}

function callOf({ callSid, direction, phone, leadId, answeredAt }: CurrentCallOfDesk): CurrentCall {
  return {
    legId: callSid,
    callSid,
    direction: direction === 'inbound' ? 'in' : 'out',
    phase: 'open',
    number: phone ?? '',
    name: null,
    leadId,
    openSince: answeredAt === null ? null : Date.parse(answeredAt),
    muted: false,
    asked: false,
  };
}
