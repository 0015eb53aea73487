import type { ReferralPolicy } from '#contract';

/** Colours and logo of the site; null: Bridgeline's own. */
export interface Look {
  brand: string | null;
  call: string | null;
  logoId: string | null;
}

/** The one row about this organisation, as the desk answers it. */
export interface Organisation {
  version: number;
  name: string;
  legalName: string;
  whoAnswers: string;
  whoPays: string;
  whoAnswersEs: string;
  whoPaysEs: string;
  look: Look;
  businessHours: Record<string, unknown>;
  postalAddress: string;
  timeZone: string;
  dutyPhone: string | null;
  backupPhone: string | null;
  recordCalls: boolean;
  callBacksPerHalfHour: number;
  referralPolicy: ReferralPolicy;
  greetingEn: string;
  greetingEs: string;
}

interface TextPart {
  name: Exclude<
    keyof Organisation,
    'version' | 'recordCalls' | 'callBacksPerHalfHour' | 'referralPolicy' | 'look' | 'businessHours'
  >;
  label: string;
  hint?: string;
  lines?: number;
}

export const ORGANISATION_FIELDS: readonly { title: string; fields: readonly TextPart[] }[] = [
  {
    title: 'Who we are',
    fields: [
      { name: 'name', label: 'Name' },
      { name: 'legalName', label: 'Legal name' },
      {
        name: 'whoAnswers',
        label: 'Who answers',
        hint: 'Said on every page of the site: people must know who they talk to.',
        lines: 2,
      },
      {
        name: 'whoAnswersEs',
        label: 'Who answers, in Spanish',
        hint: 'Empty: the English words are shown.',
        lines: 2,
      },
      { name: 'whoPays', label: 'Who pays for this', lines: 2 },
      { name: 'whoPaysEs', label: 'Who pays, in Spanish', lines: 2 },
      {
        name: 'postalAddress',
        label: 'Postal address',
        hint: 'Ends every e-mail. Without it, no e-mail is sent.',
        lines: 2,
      },
      {
        name: 'timeZone',
        label: 'Time zone',
        hint: 'For business hours and for the days of reports.',
      },
    ],
  },
  {
    title: 'The phone line',
    fields: [
      { name: 'dutyPhone', label: 'On-duty number', hint: 'Rings first. In the form +18005550100' },
      { name: 'backupPhone', label: 'Backup number', hint: 'Rings when nobody on duty answers.' },
      { name: 'greetingEn', label: 'Greeting, English', lines: 2 },
      { name: 'greetingEs', label: 'Greeting, Spanish', lines: 2 },
    ],
  },
];
