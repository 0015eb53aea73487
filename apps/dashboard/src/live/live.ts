import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { DeskEvent } from '#contract';
import { askAgain } from './ask-again';

export type LiveState = 'connecting' | 'live' | 'away';

const KINDS: readonly DeskEvent['event'][] = [
  'lead.changed',
  'task.changed',
  'inquiry.changed',
  'call.changed',
  'message.changed',
  'mention.changed',
  'task.due',
  'enrolment.changed',
  'facility.changed',
  'import.changed',
  'alert.raised',
  'alert.acknowledged',
  'benefit_check.changed',
  'referral.changed',
  'emergency.changed',
];
const RESOURCE_OF: Record<DeskEvent['event'], string> = {
  'lead.changed': 'leads',
  'task.changed': 'tasks',
  'inquiry.changed': 'inquiries',
  'call.changed': 'calls',
  'message.changed': 'messages',
  'mention.changed': 'mentions',
  'task.due': 'tasks',
  'enrolment.changed': 'enrolments',
  'facility.changed': 'facilities',
  'import.changed': 'directory-imports',
  'alert.raised': 'alerts',
  'alert.acknowledged': 'alerts',
  'benefit_check.changed': 'benefit-checks',
  'referral.changed': 'referrals',
  'emergency.changed': 'emergency-accesses',
};
/** Bursts of events become one refresh. */
const GATHER_MS = 250;
const RECONNECT_MS = 5000;

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();
function become(next: LiveState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Whether changes arrive by themselves right now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Keys of a lead's timeline and of the numbers on the start page. */
export const timelineKey = (leadId: string) => ['leads', 'timeline', leadId];
export const REPORTS_KEY = ['reports'];
/** Key of everything the queue shows. */
export const QUEUE_KEY = ['queue'];

/** Key of the board, whatever it is narrowed to. */
export const BOARD_KEY = ['leads', 'board'];

/** Key of the calendar, whatever it shows. */
export const CALENDAR_KEY = ['tasks', 'calendar'];

/** Key of one part of a lead that is fetched by itself: its files, its messages' channels, its follow-up. */
export const leadPartKey = (leadId: string, ...part: string[]) => [
  'leads',
  'part',
  leadId,
  ...part,
];

/** Key of one part of a call that is fetched by itself: its recording, what was noted about it. */
export const callPartKey = (callId: string, part: string) => ['calls', 'part', callId, part];

const hearers = new Set<(event: DeskEvent) => void>();

/** Hears every event of the desk as it comes, for what has to be said at once. */
export function useDeskEvents(hear: (event: DeskEvent) => void): void {
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    const hearer = (event: DeskEvent) => latest.current(event);
    hearers.add(hearer);
    return () => {
      hearers.delete(hearer);
    };
  }, []);
}

/** Asks again for everything these events touch; what is not on screen is only marked old. */
function refresh(queryClient: QueryClient, events: readonly DeskEvent[]): void {
  const resources = new Set(events.map((event) => RESOURCE_OF[event.event]));
  const leads = new Set(events.flatMap((event) => (event.leadId ? [event.leadId] : [])));
  for (const resource of resources) {
    askAgain(queryClient, [resource, 'getList']);
    askAgain(queryClient, [resource, 'getMany']);
  }
  for (const event of events) {
    askAgain(queryClient, [RESOURCE_OF[event.event], 'getOne', { id: event.id }]);
    if (event.event === 'call.changed') askAgain(queryClient, ['calls', 'part', event.id]);
  }
  for (const leadId of leads) {
    askAgain(queryClient, ['leads', 'getOne', { id: leadId }]);
    askAgain(queryClient, timelineKey(leadId));
    askAgain(queryClient, leadPartKey(leadId));
  }
  if (leads.size > 0) {
    askAgain(queryClient, ['leads', 'getList']);
    askAgain(queryClient, QUEUE_KEY);
    askAgain(queryClient, BOARD_KEY);
  }
  askAgain(queryClient, REPORTS_KEY);
  askAgain(queryClient, CALENDAR_KEY);
}

function parse(data: string, name: string): DeskEvent | null {
  try {
    const event = JSON.parse(data) as DeskEvent;
    const kind = event.event ?? name;
    return KINDS.includes(kind) ? { ...event, event: kind } : null;
  } catch {
    return null;
  }
}

/**
 * Listens to the desk while the page is open: what changed is fetched again, and a new lead is handed
 * to `onNewLead`. Reconnects by itself. Whenever it begins to hear, it asks again for what is on screen.
 */
export function useLive(enabled: boolean, onNewLead: (leadId: string) => void): void {
  const queryClient = useQueryClient();
  const announce = useRef(onNewLead);
  announce.current = onNewLead;

  useEffect(() => {
    if (!enabled) return undefined;
    let source: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let gather: ReturnType<typeof setTimeout> | undefined;
    let waiting: DeskEvent[] = [];

    const take = (message: MessageEvent<string>) => {
      const event = parse(message.data, message.type);
      if (event === null) return;
      for (const hear of hearers) hear(event);
      waiting.push(event);
      gather ??= setTimeout(() => {
        gather = undefined;
        const events = waiting;
        waiting = [];
        refresh(queryClient, events);
        for (const each of events) {
          if (each.event === 'lead.changed' && each.created) announce.current(each.id);
        }
      }, GATHER_MS);
    };
    const connect = () => {
      source = new EventSource('/api/events');
      source.addEventListener('open', () => {
        become('live');
        // What was asked for before this moment may be from before a change that nobody told of.
        askAgain(queryClient);
      });
      source.addEventListener('error', () => {
        become('away');
        if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, RECONNECT_MS);
      });
      // The desk lost sight of what happened for a moment, or the session ended: ask for everything.
      const lookAgain = () => askAgain(queryClient);
      source.addEventListener('gap', lookAgain);
      source.addEventListener('signed-out', lookAgain);
      source.addEventListener('message', take);
      for (const kind of KINDS) source.addEventListener(kind, take);
    };
    connect();
    return () => {
      clearTimeout(retry);
      clearTimeout(gather);
      source.close();
      become('connecting');
    };
  }, [enabled, queryClient]);
}
