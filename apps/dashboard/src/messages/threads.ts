import type { MessageView } from '#contract';
import { momentOf, needsSomebody } from './message-words';

/** The messages with one lead, or with one person who has no lead yet. */
export interface Thread {
  key: string;
  leadId: string | null;
  leadNumber: number | null;
  name: string | null;
  latest: MessageView;
  /** Those that somebody has to look at, oldest first. */
  waiting: MessageView[];
}

/** Groups messages by whom they are with; the thread that waits longest comes first, then the latest. */
export function threadsOf(messages: readonly MessageView[]): Thread[] {
  const groups = Map.groupBy(
    messages,
    (each) => each.leadId ?? each.personId ?? each.address ?? each.id,
  );
  const threads = [...groups].map(([key, group]): Thread => {
    const byTime = group.toSorted((a, b) => momentOf(a).localeCompare(momentOf(b)));
    const latest = byTime.at(-1) as MessageView;
    return {
      key,
      leadId: latest.leadId,
      leadNumber: latest.leadNumber,
      name: byTime.findLast((each) => each.personName !== null)?.personName ?? null,
      latest,
      waiting: byTime.filter(needsSomebody),
    };
  });
  return threads.toSorted((a, b) => {
    const [first, second] = [a.waiting[0], b.waiting[0]];
    if (first && second) return momentOf(first).localeCompare(momentOf(second));
    if (first || second) return first ? -1 : 1;
    return momentOf(b.latest).localeCompare(momentOf(a.latest));
  });
}
