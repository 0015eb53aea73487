import { formWordsEn } from './form.en.js';

/** Everything the public pages say in English. The Spanish words have the same shape. */
export const en = {
  ...formWordsEn,
  language: 'en' as 'en' | 'es',
  otherLanguage: { label: 'Español', language: 'es' as 'en' | 'es' },
  skip: 'Skip to the content',
  call: 'Call',
  callNow: 'Call',
  getStarted: 'Get Started',
  nav: {
    label: 'Pages',
    foot: 'All pages',
    menu: 'Menu',
    home: 'Home',
    find: 'Find a place',
    insurance: 'Insurance',
    articles: 'Articles',
    whoWeAre: 'Who we are',
    privacy: 'Privacy',
    accessibility: 'Accessibility',
    terms: 'Terms',
    overdose: 'If someone is overdosing',
    safety: 'Staying private',
  },
  crisis: {
    label: 'If someone is in danger',
    danger: 'In danger?',
    call: 'Call',
    suicide: 'In crisis, suicidal?',
    suicideShort: 'In crisis?',
    text988: 'Text',
    chat988: 'Chat',
    poison: 'Poisoned?',
  },
  exit: {
    label: 'Leave now',
    hint: 'Leaves this site at once for a weather page. Pressing Escape twice does the same.',
  },
  hero: {
    title: 'Find a place that has room for you.',
    description:
      'Talk with a person who looks for addiction treatment that has room, fits, and can be paid for.',
    lead: 'Looking for treatment at a hard hour is exhausting. Tell us what is going on, and a person here looks for programs that treat it, have room, and work with the coverage you have, or with none.',
    forOther: 'For yourself, or for someone you love.',
    online: 'Get Started online',
    find: 'Or look for a place yourself',
    onlineHint: 'About three minutes. Answer only what you want to.',
    art: 'A lamp-lit bridge across quiet water before sunrise',
  },
  opening: {
    open: (until: string) => `People are here now, until ${until}.`,
    closed: (opens: string) =>
      `It is outside our hours. Calls ring the person on call; if nobody can pick up, leave a message. We are back ${opens}.`,
    unknown: 'Calls ring the person on call. If nobody can pick up, leave a message.',
    at: (day: string, time: string) => `${day} at ${time}`,
    days: {
      today: 'today',
      tomorrow: 'tomorrow',
      mon: 'Monday',
      tue: 'Tuesday',
      wed: 'Wednesday',
      thu: 'Thursday',
      fri: 'Friday',
      sat: 'Saturday',
      sun: 'Sunday',
    },
    title: 'Our hours',
    closedDay: 'closed',
    zone: (zone: string) => `All times ${zone}.`,
  },
  steps: {
    title: 'What happens next',
    items: [
      {
        title: 'You tell us what you can',
        text: 'By phone or on a few short pages. A name and one way to reach you is enough. Every other question can stay empty.',
      },
      {
        title: 'A person reaches out',
        text: 'In our hours we aim to try you within five minutes. At night, requests that sound urgent are called first; the others when we open.',
      },
      {
        title: 'We look for a real place',
        text: 'One that treats what you are going through, has room, and takes how you can pay. You decide. Nothing about you goes to any program before you agree.',
      },
    ],
  },
  who: {
    title: 'Who answers, and who pays for this',
    referral: 'We are a referral service. We are not a treatment facility.',
    answers: 'Who answers',
    pays: 'Who pays',
    original: '',
    data: 'What you tell us',
    dataText:
      'It is sealed the moment it arrives. Only the staff who help you can open it, and every time someone does is written down.',
    recorded: 'Calls to this number are recorded, and the greeting says so.',
    notRecorded: 'Calls to this number are not recorded.',
  },
  insurance: {
    title: 'About insurance, honestly',
    text: [
      'A referral service does not take insurance. Programs do. No website can promise what your plan will pay before someone has checked it with the plan.',
      'So we ask about it late, and only if you want. If you have coverage, we ask which programs work with it before you travel anywhere. If you have none, we look for state-funded, sliding-scale and no-cost programs too.',
    ],
    never: 'Having no insurance never decides whether we talk with you.',
    short: 'Insurance and cost',
  },
  questions: { title: 'Questions people ask' },
  reading: { title: 'Read first, if you like' },
  closing: {
    title: 'You don’t have to have the words ready.',
    text: 'Start anywhere. We will ask the rest, one thing at a time.',
  },
  footer: {
    numbers: 'If you can’t reach us',
    helpline: 'SAMHSA National Helpline, free, day and night',
    trackers: 'This site loads nothing from anyone else and counts no one.',
  },
  fallback: {
    helpline:
      'We can’t show our number just now. The SAMHSA National Helpline is free and open day and night:',
  },
  thanks: {
    title: 'We have it.',
    lead: 'Your request is saved, and a person will read it.',
    receipt: 'Your receipt number',
    receiptHint: 'If you call us, read this out. It helps us find your request.',
    next: 'What happens now',
    whoCalls: (organisation: string) =>
      `Someone from the intake staff of ${organisation} reaches out, in the way you said is safe. They will ask for you by the name you gave, and will not say what it is about to anyone else.`,
    promised: (time: string) => `We call you on ${time}.`,
    calendar: 'Add the call to a calendar',
    fromNumber: (number: string) => `Our calls come from ${number}.`,
    contact: 'Add this number to your contacts',
    neutral: 'Saved under neutral words: nothing says what the call is about.',
    contactName: 'Call back',
    eventName: 'Phone call',
    byWhenOpen: 'In our hours we aim to try you within five minutes.',
    byWhenClosed: (opens: string) =>
      `It is outside our hours. Requests that sound urgent are called tonight by the person on call. The others are called when we are back, ${opens}.`,
    byWhenUnknown:
      'Requests that sound urgent are called by the person on call, day and night. The others are called when we open.',
    movedOn: 'Where your request stands now is on its own page.',
    sooner: 'You don’t have to wait for us: you can call at any time.',
    withdrawal:
      'If alcohol, benzodiazepines, barbiturates, GHB or baclofen are involved: do not stop suddenly on your own; withdrawal can be dangerous.',
    status: 'See where your request stands',
    statusHint: 'Only people with this link can open that page. On a shared device, don’t save it.',
  },
  status: {
    title: 'Your request',
    received: 'We have received your request. A person will read it.',
    receivedNext: 'This page says more as soon as there is more to say.',
    updated: (when: string) => `Last changed ${when}`,
    refresh: 'Look again',
  },
  errors: {
    notFound: {
      title: 'There is no page here.',
      text: 'The address may be old or mistyped. Help is still one call away.',
    },
    unknownReceipt: {
      title: 'We don’t know this link.',
      text: 'It may be incomplete, or too old. If you sent us a request, call us with your receipt number, or send it again.',
    },
    broken: {
      title: 'Something broke on our side.',
      text: 'It is not your fault. Please call; or go back and try once more in a minute.',
    },
    away: {
      title: 'We can’t look this up just now.',
      text: 'Our records are out of reach for a moment. Nothing is lost. Please call, or try again in a minute.',
    },
    badRequest: {
      title: 'We could not read that.',
      text: 'Something in what was sent can’t be understood. Please go back and try again, or call.',
    },
    tooLarge: {
      title: 'That was too much at once.',
      text: 'What was sent is too large for us to take. Please shorten it, or call and tell us.',
    },
  },
};

/** The shape of all words; each language fills it. */
export type Words = typeof en;
