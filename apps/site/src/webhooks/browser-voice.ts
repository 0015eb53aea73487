import type { Permit } from './dial-permits.js';
import { hangUp, nothing } from './bare-answers.js';
import { BrowserScript } from './browser-script.js';
import type { Joining } from './conference-desk.js';
import { ConferenceScript } from './conference-script.js';
import { type CallRoute, type Fields, follow, isOver, ofCall } from './call-route.js';
import type { WebhookOptions } from './webhook-door.js';

/**
 * Calls that colleagues make in their browser. The desk has asked the contact rules and made a permit for one number;
 * nothing else is dialled from here.
 */
export function browserVoice(route: CallRoute, options: WebhookOptions): void {
  const script = new BrowserScript(options.publicUrl);
  const conferences = new ConferenceScript(options.publicUrl);
  const permits = new WeakMap<Fields, Permit>();
  const joining = new WeakMap<Fields, Joining>();

  route(
    '/browser',
    async (fields) => {
      const permit = await options.permits.take({
        token: fields.Permit ?? '',
        identity: (fields.From ?? '').replace(/^client:/, ''),
        to: fields.Number ?? '',
        callSid: fields.CallSid ?? '',
      });
      if (!permit) return null;
      permits.set(fields, permit);
      const eventId = fields.CallSid ?? '';
      return { ...ofCall, event: 'browser_call', eventId, about: permit.id };
    },
    (fields) => {
      const permit = permits.get(fields);
      return permit ? script.dial(permit, fields.Number ?? '') : script.refuse();
    },
  );

  route(
    '/browser/after-dial',
    async (fields) => {
      const joins = isOver(fields) ? await options.conferences.toJoin(fields.CallSid ?? '') : null;
      if (joins === null || joins === 'unknown') return follow(fields, 'browser_over', '');
      joining.set(fields, joins);
      return follow(fields, 'browser_moved', '');
    },
    (fields) => {
      const joins = joining.get(fields);
      return joins ? conferences.join(joins) : hangUp();
    },
  );

  route(
    '/browser/status',
    (fields) => follow(fields, 'browser_leg', `${fields.CallSid}:${fields.CallStatus}`),
    nothing,
  );

  route(
    '/browser/recording',
    (fields) => follow(fields, 'browser_recording', fields.RecordingSid ?? ''),
    nothing,
  );

  route(
    '/browser/announcement',
    () => null,
    () => script.announce(),
  );
}
