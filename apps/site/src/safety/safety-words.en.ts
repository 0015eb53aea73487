/** A list with a heading. */
export interface SafetySection {
  id: string;
  title: string;
  text?: string;
  items: readonly string[];
}

/** What the two pages on safety say. Written in our own words from the public guidance named in `sources`. */
export const safetyWordsEn = {
  overdose: {
    title: 'If you think someone is overdosing',
    pageTitle: 'What to do now',
    description: 'What to look for, what to do first, and whom to call.',
    unsure: 'Not sure? Treat it as an overdose. Acting early can save a life.',
    call911: 'Call 911',
    say: 'Say: “someone is not breathing well and won’t wake up”, and where you are.',
    steps: {
      title: 'Do this now',
      items: [
        'Call 911, and put the phone on speaker. You do not have to say what was taken to get help.',
        'Try to wake them: call their name, and rub your knuckles hard on the middle of their chest.',
        'Give naloxone (such as Narcan) if you have it or someone near has it. Follow the words on the package.',
        'If they do not breathe, or only gasp, do what the 911 dispatcher tells you: rescue breaths or CPR.',
        'If they breathe but do not wake, lay them on their side, with the top knee bent, so that they don’t choke.',
        'No better after 2 to 3 minutes? Give a second dose of naloxone.',
        'Stay with them until help is there. Naloxone wears off, and breathing can stop again.',
      ],
    },
    signs: {
      title: 'Signs of an opioid overdose',
      items: [
        'They can’t be woken, or can’t stay awake',
        'Breathing is very slow, weak, or has stopped',
        'Gurgling, choking or snoring sounds',
        'Very small pupils',
        'Lips or nails look blue, purple, gray or pale',
        'Skin is cold and damp, the body limp',
      ],
    },
    other: {
      title: 'When it may be something else',
      items: [
        'Alcohol: cannot be woken, vomiting while not awake, slow or irregular breathing, cold skin. Call 911, and lay them on their side.',
        'Cocaine, meth or other stimulants: chest pain, a seizure, a very hot body, sudden confusion. Call 911. Naloxone does not undo these drugs; give it all the same if they do not breathe well, because drugs are often mixed.',
        'Pills or anything swallowed, and the person is awake: call Poison Control, free, day and night. If they collapse, have a seizure, can’t breathe or can’t be woken: 911.',
      ],
    },
    dont: {
      title: 'Please don’t',
      items: [
        'leave them alone to “sleep it off”',
        'put them in a cold bath or shower',
        'make them vomit, or give them anything to eat or drink',
        'inject anything other than naloxone',
      ],
    },
    know: {
      title: 'Good to know',
      items: [
        'Naloxone does no harm to someone who has no opioids in their body.',
        'In every state it is sold without a prescription; health departments often give it away.',
        'After naloxone a person may feel very sick and want to use again. Using again while it wears off is dangerous: they should be seen by a medical team.',
        'Most states have laws that protect, at least in part, people who call for help at an overdose.',
      ],
    },
    poison: { name: 'Poison Control', number: '1-800-222-1222', about: 'free, day and night' },
    after: 'When the danger is over, a person here can talk with you about what comes next.',
    caution:
      'This page is general information, no medical advice. The 911 dispatcher and the medical team decide.',
    sourcesTitle: 'Where this is from',
    written: 'Written in November 2026 from public guidance:',
  },
  safe: {
    title: 'Staying private while you look for help',
    pageTitle: 'Staying private',
    description: 'Shared phones, voicemail, texts, the browser’s history, and leaving quickly.',
    lead: 'You decide how we reach you, and what others could see.',
    sections: [
      {
        id: 'leave',
        title: 'Leaving this site quickly',
        items: [
          '“Leave now”, at the top of every page, opens a weather page in place of this one. Pressing Escape twice does the same.',
          'Going “back” from the weather page then leads to it again, not to what you read here, as long as scripts are on.',
          'It can’t empty the browser’s history. Read on for that.',
        ],
      },
      {
        id: 'history',
        title: 'On a shared phone or computer',
        items: [
          'Use a private (incognito) window: it forgets the pages when it is closed.',
          'Or delete the last hour from the browser’s history afterwards.',
          'The titles of the form and of your own page say nothing of what they are about.',
          'What you type is kept on the device only if you ask for it, and you can delete it there at any time.',
          'Whoever has the link to your request’s page can open it. Don’t leave it on a shared device.',
        ],
      },
      {
        id: 'voicemail',
        title: 'Voicemail',
        items: [
          'We leave one only if you said it is safe.',
          'It gives a first name and a number to call back, and never says what it is about.',
          'Many phones write voicemail down and show it on the screen. If others see yours, say no.',
        ],
      },
      {
        id: 'texts',
        title: 'Text messages',
        items: [
          'We text only if you ticked the box. No message names treatment or any substance.',
          'Texts show on locked screens, on watches, and on other devices with the same account.',
          'On a shared phone plan, the bill may list numbers and times.',
          'Reply STOP, and they stop.',
        ],
      },
      {
        id: 'calls',
        title: 'Calls',
        items: [
          'If someone else answers, we ask for you by the name you gave, and say nothing of what it is about.',
          'You can choose the time at which we call, and change it on your request’s page.',
          'If a call is never safe, leave an e-mail address instead of a number.',
        ],
      },
      {
        id: 'insurance',
        title: 'If the insurance is someone else’s',
        items: [
          'An insurer may send statements to the person whose policy it is. Tell us if that is a worry, before anything is checked.',
        ],
      },
      {
        id: 'danger',
        title: 'If a person is the danger',
        text: 'The National Domestic Violence Hotline is free, day and night: 800-799-7233, or text START to 88788. In danger now: 911.',
        items: [],
      },
    ] as readonly SafetySection[],
  },
};
export type SafetyWords = typeof safetyWordsEn;
