import { type ComponentType, lazy } from 'react';

export interface Section {
  /** The last part of the address; none: the first page. */
  readonly path: string;
  readonly label: string;
  readonly about: string;
  readonly Page: ComponentType;
  /** It does not follow the days and filters that the others share. */
  readonly ownDays?: boolean;
}

/** The pages of the reports, in the order of the questions people ask. */
export const SECTIONS: readonly Section[] = [
  {
    path: '',
    label: 'Overview',
    about: 'What needs a hand now, and how the period went.',
    Page: lazy(() => import('./Overview')),
  },
  {
    path: 'funnel',
    label: 'Funnel',
    about: 'How far people got, and where we lose them.',
    Page: lazy(() => import('./Funnel')),
  },
  {
    path: 'speed',
    label: 'Speed',
    about: 'How long people waited: all of them, not only the middle one.',
    Page: lazy(() => import('./Speed')),
  },
  {
    path: 'calls',
    label: 'Missed calls',
    about: 'Calls that nobody took, and whether we made up for it.',
    Page: lazy(() => import('./Calls')),
  },
  {
    path: 'sources',
    label: 'Sources and cost',
    about: 'Where people come from, and what each way costs.',
    Page: lazy(() => import('./Sources')),
  },
  {
    path: 'people',
    label: 'Agents and teams',
    about: 'Load, speed and quality. Admits, shows and cost are never shown by agent.',
    Page: lazy(() => import('./People')),
  },
  {
    path: 'benefits',
    label: 'Benefit checks',
    about: 'How many, how fast, and what they found.',
    Page: lazy(() => import('./Benefits')),
  },
  {
    path: 'referrals',
    label: 'Referrals',
    about: 'What facilities did with the people we sent them.',
    Page: lazy(() => import('./Referrals')),
  },
  {
    path: 'gaps',
    label: 'Service gaps',
    about: 'What is missing, and where: matches asked for that no facility ever accepted.',
    Page: lazy(() => import('./Gaps')),
  },
  {
    path: 'retention',
    label: 'Retention',
    about: 'Who was still in care 7 and 30 days after arriving.',
    Page: lazy(() => import('./Retention')),
  },
  {
    path: 'left-out',
    label: 'Left out',
    about: 'What every number leaves out, why, and whether a second person found that right.',
    Page: lazy(() => import('./LeftOut')),
  },
  {
    path: 'closes',
    label: 'Closed months',
    about: 'Each month as it was when it was closed, and what has changed in it since.',
    Page: lazy(() => import('./Closes')),
    ownDays: true,
  },
  {
    path: 'own',
    label: 'Your own',
    about: 'Reports you saved, what is sent by e-mail, and targets.',
    Page: lazy(() => import('./Own')),
  },
];
