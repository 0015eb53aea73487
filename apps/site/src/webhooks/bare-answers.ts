import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** The conversation, or the call, is over. */
export function hangUp(): string {
  const voice = new VoiceResponse();
  voice.hangup();
  return voice.toString();
}

/** Nothing to do: for events, and for texts, which a human answers. */
export function nothing(): string {
  return new VoiceResponse().toString();
}
