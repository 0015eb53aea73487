import { type ConferenceParty, type ConferenceView, labelOf, NOT_REACHED } from '#contract';

/** Where somebody who was asked stands, for the colleague who asked. */
export function partyInWords({ state, because }: ConferenceParty, held: boolean): string {
  switch (state) {
    case 'asked':
    case 'dialling':
      return 'being called';
    case 'ringing':
      return 'ringing';
    case 'in':
      return held ? 'speaks with you alone' : 'in the call';
    case 'left':
      return 'has left';
    case 'unknown':
      return 'it is not known yet whether they are called';
    case 'not_reached':
      return labelOf(NOT_REACHED, because);
  }
}

/** What is going on, in one sentence for everybody who hears the page; null: an ordinary call. */
export function whatGoesOn(view: ConferenceView, name: string): string | null {
  const said = sentenceOf(view, name);
  return said && said.replaceAll(/(^|\. )\p{Ll}/gu, (start) => start.toUpperCase());
}

function sentenceOf({ caller, parties, over }: ConferenceView, name: string): string | null {
  if (over) return null;
  const there = parties.filter(({ state }) => state === 'in').map((one) => one.name);
  switch (caller.state) {
    case 'joining':
    case 'going_on_hold':
      return `Putting ${name} on hold. Your microphone is off until they hear the music.`;
    case 'on_hold':
      return there.length > 0
        ? `You speak with ${there.join(' and ')}. ${name} hears music.`
        : `${name} is on hold and hears music.`;
    case 'coming_back':
      return `Taking ${name} back.`;
    case 'talking':
      return there.length > 0 ? `You speak with ${name} and ${there.join(' and ')}.` : null;
    case 'gone':
      return there.length > 0
        ? `${name} has hung up. You still speak with ${there.join(' and ')}.`
        : `${name} has hung up.`;
  }
}

/** Something was asked for that has not happened yet. */
export function isUnderWay({ caller, parties, over }: ConferenceView): boolean {
  if (over) return false;
  return (
    ['joining', 'going_on_hold', 'coming_back'].includes(caller.state) ||
    parties.some(({ state }) => ['asked', 'dialling', 'ringing', 'unknown'].includes(state))
  );
}

/** What whoever has the call can do now. */
export function stepsOf({ caller, parties, mine, over }: ConferenceView) {
  const there = parties.some(({ state }) => state === 'in');
  const canDo = mine && !over;
  const held = caller.state === 'on_hold';
  return {
    takeBack: canDo && held && !there,
    joinAll: canDo && held && there,
    hold: canDo && caller.state === 'talking',
    add: canDo && (held || caller.state === 'talking'),
    leave: canDo && caller.state === 'talking' && there,
  };
}
