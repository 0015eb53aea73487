import {
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS, HelpRequest, ourLanguage } from '#contract';
import { databaseIsAway } from '#inquiries';
import { DomainError, errorAnswer, invalidRequest } from '#platform';
import { ContentShelf, payerText } from '../articles/public-content.js';
import { type DirectoryNow, PublicDirectory } from '../finder/public-directory.js';
import { checkForm, type FormErrors } from '../get-started/check-form.js';
import { FormFields } from '../get-started/form-fields.js';
import { issueTicket, readTicket } from '../get-started/form-ticket.js';
import { GetStartedOptions } from '../get-started/get-started.controller.js';
import { suspicionOfForm } from '../get-started/suspicion.js';
import { HelpRequests } from '../help-requests.js';
import { idempotencyKey } from '../http/idempotency-key.js';
import { sendPage } from '../http/page-reply.js';
import { PublicPages } from '../http/public-pages.js';
import type { Frame } from '../pages/frame.js';
import { addressOf, PageFrames } from '../pages/page-frames.js';
import { AnswerPage, CheckPage } from './check-pages.js';
import { askedCoverage, coverageAnswer } from './general-answer.js';
import { insuranceWordsIn } from './insurance-words.js';
import { InsuranceListPage, PayerPage } from './payer-pages.js';

const CONTACT = ['name', 'phone', 'email'] as const;

/** Where the site's own links lead. */
export class InsuranceOptions {
  constructor(
    /** Where visitors find this site; without a slash at its end. */
    readonly publicUrl: string,
  ) {}
}

/** Accepted insurances, a page for each payer, and "Does my insurance cover this?". */
@Controller()
export class InsuranceController {
  constructor(
    private readonly frames: PageFrames,
    private readonly directory: PublicDirectory,
    private readonly requests: HelpRequests,
    private readonly forms: GetStartedOptions,
    private readonly options: InsuranceOptions,
    private readonly content: ContentShelf,
    private readonly pages: PublicPages,
  ) {}

  @Get(['/insurance', '/es/insurance'])
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { frame, payers, version } = await this.#frameAndPayers(request, reply);
    const { q } = (request.query ?? {}) as Record<string, unknown>;
    const typed = typeof q === 'string' ? q.trim().slice(0, 120) : '';
    const page = <InsuranceListPage frame={frame} payers={payers} typed={typed} />;
    if (typed === '') this.pages.send(request, reply, frame, version, () => page);
    else sendPage(request, reply, page);
  }

  @Get(['/insurance/check', '/es/insurance/check'])
  async check(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { frame, payers, version } = await this.#frameAndPayers(request, reply);
    const { payer } = (request.query ?? {}) as Record<string, unknown>;
    const known = typeof payer === 'string' ? payers.bySlug(payer) : undefined;
    const form = new FormFields();
    if (known) form.set('insurance[payer]', known.name);
    const page = <CheckPage frame={frame} form={form} payers={payers} />;
    this.pages.send(request, reply, frame, `${version} ${known?.id}`, () => page);
  }

  /** Without a way to reach anybody: the general answer. With one: a question that is stored, as any request is. */
  @Post(['/insurance/check', '/es/insurance/check'])
  @HttpCode(200)
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (typeof request.body !== 'string') return this.#askByJson(request, reply);
    const form = FormFields.parse(request.body);
    const language = form.text('language') === 'es' ? 'es' : addressOf(request).language;
    form.set('language', language);
    const sends =
      form.text('go') === 'send' || CONTACT.some((name) => form.text(name).trim() !== '');
    if (!sends) return this.#show(request, reply, form, {}, 200);
    const checked = checkForm(form, language);
    const errors = {
      ...('errors' in checked ? checked.errors : {}),
      ...this.#answerErrors(form),
    };
    if ('errors' in checked || Object.keys(errors).length > 0) {
      return this.#show(request, reply, form, errors, 422);
    }
    await this.#send(request, reply, form, checked.request);
  }

  @Get(['/insurance/:payer', '/es/insurance/:payer'])
  async payer(
    @Param('payer') slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { frame, payers, version } = await this.#frameAndPayers(request, reply);
    const payer = payers.bySlug(slug);
    if (!payer) throw new NotFoundException();
    const text = payerText(await this.content.current(), payer.id, frame.language);
    const shown = `${version} ${text?.textId} ${text?.changedAt.getTime()}`;
    const page = <PayerPage frame={frame} payer={payer} text={text} />;
    this.pages.send(request, reply, frame, shown, () => page);
  }

  async #send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormFields,
    asked: HelpRequest,
  ): Promise<void> {
    const now = this.forms.clock.now();
    const ticket = readTicket(this.forms.secret, form.text('issued'), now);
    const suspicion: string[] = suspicionOfForm(form.text('website'), ticket);
    const attribution = request.headers.cookie ? this.frames.touches(request).touches : {};
    const question = { ...asked, attribution };
    const nonce = ticket.state === 'valid' ? ticket.nonce : undefined;
    try {
      const taken = await this.requests.takeForm(
        {
          request: question,
          kind: 'coverage_question',
          suspicion,
          ip: request.ip,
          requestId: request.id,
        },
        nonce,
      );
      const query = form.text('language') === 'es' ? '?lang=es' : '';
      void reply
        .header('cache-control', 'no-store')
        .redirect(`/thanks/${taken?.token}${query}`, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'service.database_away') throw error;
      void reply.header('retry-after', '30');
      await this.#show(request, reply, form, {}, ERROR_STATUS['service.database_away']);
    }
  }

  /** Machines ask the same; the answer is `CoverageAnswer`, an error is what every door says. */
  async #askByJson(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    void reply.header('cache-control', 'no-store');
    try {
      const body = (request.body ?? {}) as Record<string, unknown>;
      const { language } = addressOf(request);
      const sends = CONTACT.some((name) => body[name] !== undefined);
      const read = HelpRequest.safeParse(sends ? body : { ...body, ...NOBODY });
      if (!read.success) throw invalidRequest(read.error.issues);
      const { payers } = await this.directory.current();
      const { payer = '', planType = '' } = read.data.insurance ?? {};
      const asked = askedCoverage(payers, payer, planType);
      const { publicUrl } = this.options;
      const answer = coverageAnswer(asked, read.data.language ?? language, publicUrl);
      if (!sends) return void reply.send(answer);
      const taken = await this.requests.takeJson(
        {
          request: read.data,
          kind: 'coverage_question',
          ip: request.ip,
          requestId: request.id,
        },
        idempotencyKey(request),
      );
      const { token } = taken;
      void reply
        .code(202)
        .send({ ...answer, receipt: token, statusUrl: `${publicUrl}/status/${token}` });
    } catch (error) {
      const { status, body, unexpected } = errorAnswer(error);
      if (unexpected && !databaseIsAway(error)) throw error;
      void reply.code(status).send(body);
    }
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormFields,
    errors: FormErrors,
    status: number,
  ): Promise<void> {
    const { frame, payers } = await this.#frameAndPayers(request, reply);
    if (form.text('issued') === '') {
      form.set('issued', issueTicket(this.forms.secret, this.forms.clock.now()));
    }
    const typed = form.text('insurance[payer]').trim().slice(0, 120);
    const asked = askedCoverage(payers, typed, form.text('insurance[planType]'));
    const shown: Frame = { ...frame, path: '/insurance/check' };
    const away = status === ERROR_STATUS['service.database_away'];
    const page = <AnswerPage frame={shown} form={form} asked={asked} errors={errors} away={away} />;
    sendPage(request, reply, page, { status });
  }

  /** Who wants a text needs a number and its consent; who wants an e-mail an address. */
  #answerErrors(form: FormFields): Record<string, string> {
    const { check } = insuranceWordsIn(ourLanguage(form.text('language')));
    const by = form.text('coverageCheck[answerBy]');
    const [phone, email] = [form.text('phone').trim(), form.text('email').trim()];
    if (by === 'email' && email === '') return { email: check.answerByEmail };
    if ((by === 'phone' || by === 'sms') && phone === '') return { phone: check.answerByPhone };
    if (by === 'sms' && form.text('consent[sms]') !== 'yes') return { 'consent[sms]': check.sms };
    return {};
  }

  /** What these pages are made from. */
  async #frameAndPayers(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<DirectoryNow & { frame: Frame }> {
    const frame = await this.frames.frame(request);
    if (request.method === 'GET') this.frames.remember(request, reply);
    return { frame, ...(await this.directory.current()) };
  }
}

/** The contract asks for somebody; a general answer is for nobody. */
const NOBODY = { name: '-', phone: '0000000' };
