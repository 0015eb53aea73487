import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS, type Language } from '#contract';
import { type Clock, DomainError } from '#platform';
import { cut, TOUCH_FIELDS, type Touches } from '../attribution/touches.js';
import { HelpRequests } from '../help-requests.js';
import type { Offer, Whereabouts } from '../call-slots/offered-slots.js';
import { CallSlots } from '../call-slots/call-slots.js';
import { slotChoice } from '../call-slots/slot-words.js';
import { sendPage } from '../http/page-reply.js';
import { addressOf, PageFrames } from '../pages/page-frames.js';
import { pathIn } from '../pages/frame.js';
import { wordsIn } from '../words/words.js';
import { checkForm, errorsOf, type FormErrors } from './check-form.js';
import { FormFields } from './form-fields.js';
import { FormPage } from './form-page.js';
import { issueTicket, readTicket } from './form-ticket.js';
import { addressCounts, isOwnAddress, suspicionOfForm } from './suspicion.js';
import { FIELDS_OF, type Screen, stepAfter, stepBefore, stepFrom } from './steps.js';

/** What Get Started needs beside the pages' frame. */
export class GetStartedOptions {
  constructor(
    readonly clock: Clock,
    /** Signs the forms' tickets. */
    readonly secret: Buffer,
  ) {}
}

const NOTHING_OFFERED: Offer = { slots: [], timeZone: 'America/New_York' };

interface Shown {
  form: FormFields;
  screen: Screen;
  errors?: FormErrors;
  away?: boolean;
  status?: number;
}

/** "Get Started": one short page at a time, no script needed, safety first. */
@Controller()
export class GetStartedController {
  readonly #addresses = addressCounts();

  constructor(
    private readonly frames: PageFrames,
    private readonly requests: HelpRequests,
    private readonly slots: CallSlots,
    private readonly options: GetStartedOptions,
  ) {}

  @Get(['/get-started', '/es/get-started'])
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { language } = addressOf(request);
    const form = new FormFields();
    form.set('issued', issueTicket(this.options.secret, this.options.clock.now()));
    form.set('language', language);
    this.#attribute(form, request);
    this.frames.remember(request, reply);
    await this.#show(request, reply, { form, screen: 'safety' });
  }

  /** A step is only ever posted; its address alone leads to the first one. */
  @Get(['/get-started/step', '/es/get-started/step'])
  restart(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { language } = addressOf(request);
    void reply.redirect(pathIn(language, '/get-started'), 303);
  }

  @Post(['/get-started/step', '/es/get-started/step'])
  async step(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = this.#read(request);
    const screen = form.text('step');
    if (form.text('switch') !== '') {
      form.set('language', form.text('switch'));
      const same = screen === 'danger' || screen === 'all' ? screen : stepFrom(screen);
      return this.#show(request, reply, { form, screen: same ?? 'safety' });
    }
    // The help-now page's way back adds its "no" to the "yes" that was carried.
    form.set('danger', form.list('danger').at(-1) ?? '');
    await this.#show(request, reply, await this.#turn(form));
  }

  /** Always the whole request: from the last step, or from anyone who sends all fields at once. */
  @Post(['/get-started', '/es/get-started'])
  async send(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = this.#read(request);
    if (!form.has('language')) form.set('language', addressOf(request).language);
    this.#attribute(form, request);
    const checked = checkForm(form, languageOf(form));
    if ('errors' in checked) {
      const { errors } = checked;
      const screen = errors.danger ? 'safety' : finalScreen(form);
      return this.#show(request, reply, { form, screen, errors, status: 422 });
    }
    try {
      const ticket = readTicket(this.options.secret, form.text('issued'), this.options.clock.now());
      const suspicion: string[] = suspicionOfForm(form.text('website'), ticket);
      if (suspicion.length === 0 && this.#isCrowded(request.ip))
        suspicion.push('many_from_address');
      const nonce = ticket.state === 'valid' ? ticket.nonce : undefined;
      const mustHold = form.text('asked') === '';
      const taken = await this.requests.takeForm({ ...checked, suspicion }, nonce, mustHold);
      if (taken === null) {
        const gone = await this.#slotGone(form);
        return this.#show(request, reply, { ...gone, screen: finalScreen(form), status: 409 });
      }
      const query = languageOf(form) === 'es' ? '?lang=es' : '';
      const path = `/thanks/${taken.token}${query}`;
      void reply.header('cache-control', 'no-store').redirect(path, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'service.database_away') throw error;
      const status = ERROR_STATUS['service.database_away'];
      void reply.header('retry-after', '30');
      await this.#show(request, reply, { form, screen: finalScreen(form), away: true, status });
    }
  }

  /** A time that is taken costs nobody their request: the next is offered once, and then none is asked for. */
  async #slotGone(form: FormFields): Promise<Pick<Shown, 'form' | 'errors'>> {
    const { reach } = wordsIn(languageOf(form)).form;
    const offer = await this.slots.offer(whereaboutsOf(form));
    const wanted = new Date(form.text('callBackAt')).getTime();
    const next = offer.slots.find((at) => at.getTime() > wanted) ?? offer.slots[0];
    form.set('callBackAt', ...(next ? [next.toISOString()] : []));
    form.set('asked', 'slot');
    const { inFull } = slotChoice(offer, languageOf(form));
    const sentence = next ? reach.slotGone(inFull(next.toISOString())) : reach.noSlot;
    return { form, errors: { callBackAt: sentence } };
  }

  async #isGone(form: FormFields): Promise<boolean> {
    const chosen = form.text('callBackAt');
    if (chosen === '') return false;
    const { slots } = await this.slots.offer(whereaboutsOf(form));
    return !slots.some((at) => at.getTime() === new Date(chosen).getTime());
  }

  /** Where a posted step leads: on, back, or again with what is wrong in it. */
  async #turn(form: FormFields): Promise<Shown> {
    const step = stepFrom(form.text('step')) ?? 'safety';
    const go = form.text('go');
    const wanted = stepFrom(go);
    if (form.text('step') === 'danger') return { form, screen: 'who' };
    if (step === 'safety' && form.text('danger') === 'yes') return { form, screen: 'danger' };
    if (go === 'back') return { form, screen: stepBefore(step) };
    if (wanted) return { form, screen: wanted };
    const errors = errorsOf(checkForm(form, languageOf(form)), FIELDS_OF[step]);
    if (Object.keys(errors).length > 0) return { form, screen: step, errors, status: 422 };
    if (step === 'reach' && form.text('asked') === '' && (await this.#isGone(form))) {
      return { ...(await this.#slotGone(form)), screen: step, status: 409 };
    }
    return { form, screen: stepAfter(step) };
  }

  async #show(request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<void> {
    const { form, screen, errors = {}, away = false, status = 200 } = shown;
    const told = { language: languageOf(form), touches: touchesOfForm(form) };
    const frame = await this.frames.frame(request, told);
    const asks = screen === 'reach' || screen === 'all' || screen === 'review';
    const offer = asks ? await this.slots.offer(whereaboutsOf(form)) : NOTHING_OFFERED;
    const slots = slotChoice(offer, languageOf(form));
    const page = (
      <FormPage
        slots={slots}
        frame={{ ...frame, path: '/get-started' }}
        form={form}
        screen={screen}
        errors={errors}
        away={away}
      />
    );
    sendPage(request, reply, page, { status, compress: request.method === 'GET' });
  }

  #read(request: FastifyRequest): FormFields {
    if (typeof request.body === 'string') return FormFields.parse(request.body);
    throw new DomainError('request.unsupported_media_type', {
      status: ERROR_STATUS['request.unsupported_media_type'],
      message: 'Please send the form as application/x-www-form-urlencoded.',
    });
  }

  /** How they came travels with the form, so that it survives without cookies too. */
  #attribute(form: FormFields, request: FastifyRequest): void {
    const posted = touchesOfForm(form);
    const known = Object.keys(posted).length > 0;
    const remembered = this.frames.touches(request);
    const touches =
      known || (request.method === 'POST' && !request.headers.cookie) ? posted : remembered.touches;
    for (const field of TOUCH_FIELDS) {
      const value = touches[field];
      form.set(`attribution[${field}]`, ...(value ? [value] : []));
    }
  }

  #isCrowded(ip: string): boolean {
    return !isOwnAddress(ip) && this.#addresses.tooMany(ip, this.options.clock.now());
  }
}

function touchesOfForm(form: FormFields): Touches {
  return cut(
    Object.fromEntries(TOUCH_FIELDS.map((field) => [field, form.text(`attribution[${field}]`)])),
  );
}

function languageOf(form: FormFields): Language {
  return form.text('language').trim().toLowerCase() === 'es' ? 'es' : 'en';
}

function whereaboutsOf(form: FormFields): Whereabouts {
  const [zip, phone] = [form.text('zip').trim(), form.text('phone').trim()];
  return { ...(zip ? { zip } : {}), ...(phone ? { phone } : {}) };
}

function finalScreen(form: FormFields): Screen {
  return form.text('step') === 'danger' ? 'danger' : 'all';
}
