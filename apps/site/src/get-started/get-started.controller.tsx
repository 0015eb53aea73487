import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS, type Language, ourLanguage } from '#contract';
import { type Clock, DomainError } from '#platform';
import { cut, TOUCH_FIELDS, type Touches } from '../attribution/touches.js';
import { HelpRequests } from '../help-requests.js';
import type { Offer, Whereabouts } from '../call-slots/offered-slots.js';
import { CallSlots } from '../call-slots/call-slots.js';
import { slotChoice } from '../call-slots/slot-words.js';
import { sendPage } from '../http/page-reply.js';
import { ReadyAnswers } from '../http/ready-answers.js';
import { addressOf, PageFrames } from '../pages/page-frames.js';
import { pathIn } from '../pages/frame.js';
import { wordsIn } from '../words/words.js';
import { checkForm, errorsOf, type FormErrors } from './check-form.js';
import { FormFields } from './form-fields.js';
import { FormPage } from './form-page.js';
import { ownTicket, readTicket, ticketForMany } from './form-ticket.js';
import { type CardProblem, type PostedForm, postedForm } from './posted-form.js';
import { isOwnAddress, photoCounts, suspicionOfForm } from './suspicion.js';
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
  photosAgain?: boolean;
  status?: number;
}

/** "Get Started": one short page at a time, no script needed, safety first. */
@Controller()
export class GetStartedController {
  readonly #photos = photoCounts();

  constructor(
    private readonly frames: PageFrames,
    private readonly requests: HelpRequests,
    private readonly slots: CallSlots,
    private readonly options: GetStartedOptions,
    private readonly ready: ReadyAnswers,
  ) {}

  @Get(['/get-started', '/es/get-started'])
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { language } = addressOf(request);
    const form = new FormFields();
    form.set('issued', ticketForMany(this.options.secret, this.options.clock.now()));
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
    const { form } = postedForm(request);
    this.#ownTicket(form);
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
    const posted = postedForm(request);
    const { form, cards } = posted;
    this.#ownTicket(form, JSON.stringify(form.toRequest()));
    if (!form.has('language')) form.set('language', addressOf(request).language);
    this.#attribute(form, request);
    const checked = checkForm(form, languageOf(form));
    const photos = this.#photoErrors(posted, request.ip);
    const photosAgain = cards.length > 0 || posted.problems.size > 0;
    if ('errors' in checked || Object.keys(photos).length > 0) {
      const wrong = 'errors' in checked ? checked.errors : {};
      const errors = { ...wrong, ...photos };
      const screen = errors.danger ? 'safety' : screenFor(form, wrong);
      return this.#show(request, reply, { form, screen, errors, photosAgain, status: 422 });
    }
    try {
      const ticket = readTicket(this.options.secret, form.text('issued'), this.options.clock.now());
      const suspicion: string[] = suspicionOfForm(form.text('website'), ticket);
      const nonce = ticket.state === 'valid' ? ticket.nonce : undefined;
      const mustHold = form.text('asked') === '';
      const { ip, id: requestId } = request;
      const arriving = { ...checked, suspicion, cards, ip, requestId };
      const taken = await this.requests.takeForm(arriving, nonce, mustHold);
      if (taken === null) {
        const gone = await this.#slotGone(form);
        const shown = { ...gone, screen: finalScreen(form), photosAgain };
        return this.#show(request, reply, { ...shown, status: 409 });
      }
      const query = languageOf(form) === 'es' ? '?lang=es' : '';
      const path = `/thanks/${taken.token}${query}`;
      void reply.header('cache-control', 'no-store').redirect(path, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'service.database_away') throw error;
      const status = ERROR_STATUS['service.database_away'];
      void reply.header('retry-after', '30');
      const shown = { form, screen: finalScreen(form), photosAgain };
      await this.#show(request, reply, { ...shown, away: true, status });
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
    const errors = {
      ...errorsOf(checkForm(form, languageOf(form)), FIELDS_OF[step]),
      ...(step === 'reach' ? textWithoutBox(form) : {}),
    };
    if (Object.keys(errors).length > 0) return { form, screen: step, errors, status: 422 };
    if (step === 'reach' && form.text('asked') === '' && (await this.#isGone(form))) {
      return { ...(await this.#slotGone(form)), screen: step, status: 409 };
    }
    return { form, screen: stepAfter(step) };
  }

  async #show(request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<void> {
    const { form, screen, errors = {}, away = false, photosAgain = false, status = 200 } = shown;
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
        photosAgain={photosAgain}
      />
    );
    sendPage(request, reply, page, { status, ready: this.ready });
  }

  /** The first page is everybody's; from the first answer on a form is one visitor's, and known again. */
  #ownTicket(form: FormFields, answers?: string): void {
    const { secret, clock } = this.options;
    const ticket = ownTicket(secret, form.text('issued'), clock.now(), answers);
    form.set('issued', ...(ticket === '' ? [] : [ticket]));
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

  /** What is wrong with the photos, by field. So many from one address are no longer taken; the request always is. */
  #photoErrors({ form, cards, problems }: PostedForm, ip: string): FormErrors {
    const { insurance } = wordsIn(languageOf(form)).form;
    const said: Record<CardProblem, string> = {
      type: insurance.cardType,
      large: insurance.cardLarge,
    };
    const errors = [...problems].map(
      ([side, problem]) => [`card[${side}]`, said[problem]] as const,
    );
    const [first] = cards;
    if (first && !isOwnAddress(ip) && this.#photos.tooMany(ip, this.options.clock.now())) {
      errors.push([`card[${first.side}]`, insurance.cardMany]);
    }
    return Object.fromEntries(errors);
  }
}

/** Whoever would rather be texted has to agree to it; a call needs no box. Asked once, on its page, and never later. */
function textWithoutBox(form: FormFields): FormErrors {
  if (form.text('contactBy') !== 'text' || form.text('consent[sms]') === 'yes') return {};
  return { contactBy: wordsIn(languageOf(form)).form.reach.textNeedsBox };
}

function touchesOfForm(form: FormFields): Touches {
  return cut(
    Object.fromEntries(TOUCH_FIELDS.map((field) => [field, form.text(`attribution[${field}]`)])),
  );
}

function languageOf(form: FormFields): Language {
  return ourLanguage(form.text('language').trim().toLowerCase());
}

function whereaboutsOf(form: FormFields): Whereabouts {
  const [zip, phone] = [form.text('zip').trim(), form.text('phone').trim()];
  return { ...(zip ? { zip } : {}), ...(phone ? { phone } : {}) };
}

/** Photos alone are chosen again on the page they were sent from. */
function screenFor(form: FormFields, wrong: FormErrors): Screen {
  const photosOnly = Object.keys(wrong).length === 0;
  return photosOnly && form.text('step') === 'review' ? 'review' : finalScreen(form);
}

function finalScreen(form: FormFields): Screen {
  return form.text('step') === 'danger' ? 'danger' : 'all';
}
