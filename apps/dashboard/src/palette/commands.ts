import type { LeadDetail } from '#contract';
import { DAILY, HOUSE } from '../layout/navigation';
import { type LeadAction, openAction } from '../leads/actions/open-action';
import type { useMe } from '../session/me';

/** Something the palette can do. */
export interface Command {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  /** The keys that do the same without the palette. */
  readonly keys?: string;
  readonly run: () => void;
}

interface Context {
  may: ReturnType<typeof useMe>['may'];
  myId: string | undefined;
  go: (to: string) => void;
  showKeys: () => void;
}

type LeadCommand = readonly [LeadAction, label: string, keys?: string];

const ON_OPEN: readonly LeadCommand[] = [
  ['task', 'Plan a task'],
  ['stage', 'Change the stage'],
  ['close', 'Close the lead'],
  ['edit', 'Edit the details'],
  ['screener', 'Ask the questions', 'q'],
  ['snooze', 'Set aside', 's'],
  ['handover', 'Hand over', 'h'],
];

/** What can be done with the lead that is open. */
export function leadCommands(lead: LeadDetail, { may, myId }: Context): Command[] {
  const mine = lead.ownerId !== null && lead.ownerId === myId;
  const open = lead.closedAt === null;
  const actions: LeadCommand[] = [];
  if (may('call.log')) actions.push(['call', 'Log a call', 'c']);
  if (may('lead.work')) actions.push(['note', 'Write a note', 'm']);
  if (may('lead.work') && open) actions.push(...ON_OPEN);
  if (open && (may('lead.assign') || mine)) actions.push(['assign', 'Assign']);
  if (open && mine) actions.push(['return', 'Return to the queue', 'r']);
  return actions.map(([action, label, keys]) => ({
    key: `lead-${action}`,
    group: `Lead #${lead.number}`,
    label,
    ...(keys ? { keys } : {}),
    run: () => openAction({ action }),
  }));
}

/** Pages that are reached by a tab or an icon. */
const BESIDE = [
  { to: '/board', label: 'Board', needs: 'lead.read' },
  { to: '/calendar', label: 'Calendar', needs: 'task.read' },
  { to: '/mentions', label: 'Notes that name me', needs: 'lead.read' },
  { to: '/tags', label: 'Tags', needs: 'lead.read' },
  { to: '/tracking-numbers', label: 'Tracking numbers', needs: 'source.read' },
] as const;

const KEYS: Record<string, string> = {
  '/workbench': 'g w',
  '/': 'g h',
  '/leads': 'g l',
  '/board': 'g b',
  '/inbox': 'g m',
  '/tasks': 'g t',
  '/calendar': 'g c',
  '/inquiries': 'g i',
  '/duty': 'g d',
};

/** Every page one may see, and what can be done from anywhere. */
export function deskCommands({ may, go, showKeys }: Context): Command[] {
  const pages = [...DAILY, ...BESIDE, ...HOUSE].filter(({ needs }) => may(needs));
  const goTo = (to: string, label: string): Command => ({
    key: `go-${to}`,
    group: 'Go to',
    label,
    ...(KEYS[to] ? { keys: KEYS[to] } : {}),
    run: () => go(to),
  });
  const create: Command[] = may('lead.create')
    ? [
        {
          key: 'new-lead',
          group: 'Do',
          label: 'New lead',
          keys: 'n',
          run: () => go('/leads/create'),
        },
      ]
    : [];
  return [
    ...create,
    { key: 'keys', group: 'Do', label: 'Keyboard shortcuts', keys: '?', run: showKeys },
    ...pages.map(({ to, label }) => goTo(to, label)),
    goTo('/account', 'Account and security'),
  ];
}

/** The commands in which each typed word begins a word. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const wanted = wordsOf(typed);
  return commands.filter(({ group, label }) => {
    const words = wordsOf(`${group} ${label}`);
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  });
}

const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean);
