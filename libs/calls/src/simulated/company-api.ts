import type { ExchangeWire } from './exchange-wire.js';
import { invite } from './invited.js';
import type { Leg } from './leg.js';
import type { SimulatedConference } from './simulated-conference.js';
import type { Switchboard } from './simulated-exchange.js';

/** What the API sees of the exchange. */
export interface ApiBoard extends Switchboard {
  legs(): Iterable<Leg>;
  conferences(): Iterable<SimulatedConference>;
}

type Form = URLSearchParams;

/** The part of Twilio's REST API of 2010-04-01 that conferences are run by: same paths, forms and answers. */
export class CompanyApi {
  constructor(
    private readonly wire: ExchangeWire,
    private readonly board: ApiBoard,
  ) {}

  /** One request, answered as the company would. */
  answer(url: URL, { method = 'GET', headers, body }: RequestInit): Response {
    if (!new Headers(headers).get('authorization')) return error(401, 20003);
    const [, resource = '', sid = '', sub = '', leg = ''] =
      /^\/2010-04-01\/Accounts\/[^/]+\/([A-Za-z]+)(?:\/([A-Za-z0-9]+))?(?:\/([A-Za-z]+))?(?:\/([A-Za-z0-9]+))?\.json$/.exec(
        url.pathname,
      ) ?? [];
    const form = new URLSearchParams(typeof body === 'string' ? body : '');
    if (resource === 'Calls') {
      if (sid === '') return this.#calls(url.searchParams);
      return method === 'GET' ? this.#call(sid) : this.#changeCall(sid, form);
    }
    if (resource !== 'Conferences') return error(404, 20404);
    if (sid === '') return this.#found(url.searchParams);
    const conference = [...this.board.conferences()].find((one) => one.sid === sid && !one.isOver);
    if (!conference) return error(404, 20404);
    if (sub === '') return this.#changeConference(conference, form);
    if (leg !== '') return this.#changeMember(conference, leg, method, form);
    return method === 'POST' ? this.#invite(conference, form) : json(membersOf(conference));
  }

  #calls(query: Form): Response {
    const parent = query.get('ParentCallSid');
    const calls = [...this.board.legs()]
      .filter((leg) => leg.parent === parent && leg.isOpen)
      .map((leg) => ({ sid: leg.id, to: leg.to, parent_call_sid: parent, status: 'in-progress' }));
    return json({ calls, page: 0, page_size: 50 });
  }

  #call(sid: string): Response {
    const leg = [...this.board.legs()].find((one) => one.id === sid);
    return leg ? json({ sid, status: leg.isOpen ? 'in-progress' : 'ringing' }) : error(404, 20404);
  }

  #changeCall(sid: string, form: Form): Response {
    const leg = [...this.board.legs()].find((one) => one.id === sid && !one.isOver);
    if (!leg) return error(404, 20404);
    const url = form.get('Url');
    if (url !== null) leg.move(url);
    if (form.get('Status') === 'completed') leg.hangUp();
    return json({ sid, status: leg.isOver ? 'completed' : 'in-progress' });
  }

  #found(query: Form): Response {
    const name = query.get('FriendlyName');
    const conferences = [...this.board.conferences()]
      .filter((one) => one.name === name && !one.isOver && one.members.length > 1)
      .map(({ sid }) => ({ sid, friendly_name: name, status: 'in-progress' }));
    return json({ conferences, page: 0, page_size: 50 });
  }

  #changeConference(conference: SimulatedConference, form: Form): Response {
    if (form.get('Status') === 'completed') conference.end();
    return json({ sid: conference.sid, friendly_name: conference.name });
  }

  #changeMember(
    conference: SimulatedConference,
    leg: string,
    method: string,
    form: Form,
  ): Response {
    if (method === 'DELETE') {
      return conference.leave(leg) ? new Response(null, { status: 204 }) : error(404, 20404);
    }
    const [hold, ends] = [form.get('Hold'), form.get('EndConferenceOnExit')];
    const there =
      (hold === null || conference.hold(leg, hold === 'true')) &&
      (ends === null || conference.endsWith(leg, ends === 'true'));
    if (!there) return error(404, 20404);
    return json({ call_sid: leg, conference_sid: conference.sid, hold: hold === 'true' });
  }

  #invite(conference: SimulatedConference, form: Form): Response {
    if (!/^(\+1[2-9]\d{9}|client:\w+(\?.*)?)$/.test(form.get('To') ?? '')) return error(400, 13223);
    const leg = invite(this.wire, this.board, conference, form);
    const answer = { call_sid: leg.id, conference_sid: conference.sid, label: form.get('Label') };
    return json({ ...answer, status: 'queued' }, 201);
  }
}

function membersOf({ sid, members }: SimulatedConference) {
  const participants = members.map(({ leg, label, held, endsOnExit }) => ({
    call_sid: leg.id,
    conference_sid: sid,
    label,
    hold: held,
    muted: false,
    end_conference_on_exit: endsOnExit,
    status: 'connected',
  }));
  return { participants, page: 0, page_size: 50 };
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

function error(status: number, code: number): Response {
  const message = 'The requested resource was not found, or not usable.';
  return json({ code, message, status }, status);
}
