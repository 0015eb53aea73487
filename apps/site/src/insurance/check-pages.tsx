import { PAYER_CONSENT_WORDING, PLAN_TYPES, RELATIONSHIPS } from '#contract';
import type { PayerShelf } from '../finder/payer-shelf.js';
import type { FormErrors } from '../get-started/check-form.js';
import {
  Choice,
  Consent,
  type FieldContext,
  idOf,
  SelectField,
  TextField,
  Tick,
} from '../get-started/fields.js';
import type { FormFields } from '../get-started/form-fields.js';
import { Honeypot } from '../get-started/honeypot.js';
import { NameAndPhone } from '../get-started/questions.js';
import { type Frame, pathIn } from '../pages/frame.js';
import { CallButton, Document } from '../pages/layout.js';
import { smsConsentText, smsConsentWording } from '../words/consent.js';
import { labelFrom } from '../words/words.js';
import { type AskedCoverage, GeneralAnswer } from './general-answer.js';
import { type InsuranceWords, insuranceWordsIn } from './insurance-words.js';
import { HowToCheck, IN_BOTH } from './payer-pages.js';

interface CheckPageProps {
  frame: Frame;
  form: FormFields;
  payers: PayerShelf;
}

/** "Does my insurance cover this?": two questions, both may stay open. */
export function CheckPage({ frame, form, payers }: CheckPageProps) {
  const words = insuranceWordsIn(frame.language);
  const { check } = words;
  return (
    <Document frame={frame} title={check.title} description={check.description} found={IN_BOTH}>
      <article className="wide narrow page form-page">
        <h1>{check.title}</h1>
        <p className="lead">{check.lead}</p>
        <form method="post" action={pathIn(frame.language, '/insurance/check')}>
          <input type="hidden" name="language" value={frame.language} />
          <div className="field">
            <label htmlFor="payer">{check.payer}</label>
            <p className="hint" id="payer-hint">
              {check.payerHint}
            </p>
            <input
              id="payer"
              name="insurance[payer]"
              type="text"
              list="payers"
              autoComplete="off"
              maxLength={120}
              defaultValue={form.text('insurance[payer]')}
              aria-describedby="payer-hint"
            />
            <datalist id="payers">
              {payers.all.map(({ slug, name }) => (
                <option key={slug} value={name} />
              ))}
            </datalist>
          </div>
          <div className="field">
            <label htmlFor="plan">{check.planType}</label>
            <select
              id="plan"
              name="insurance[planType]"
              className="middle"
              defaultValue={form.text('insurance[planType]')}
            >
              <option value="">{frame.words.form.choose}</option>
              {PLAN_TYPES.map(({ code }) => (
                <option key={code} value={code}>
                  {labelFrom(frame.words.labels.planTypes, code)}
                </option>
              ))}
            </select>
          </div>
          <div className="actions">
            <button className="next" type="submit">
              {check.answer}
            </button>
          </div>
        </form>
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}

interface AnswerPageProps {
  frame: Frame;
  form: FormFields;
  asked: AskedCoverage;
  errors: FormErrors;
  away: boolean;
}

/** What is generally true, at once; and below it the offer to have it checked. */
export function AnswerPage({ frame, form, asked, errors, away }: AnswerPageProps) {
  const words = insuranceWordsIn(frame.language);
  const { check } = words;
  const { payer, perhaps, typed, guide } = asked;
  const to = (path: string) => pathIn(frame.language, path);
  const wrong = Object.keys(errors).length > 0;
  const heading = payer
    ? check.known(payer.name)
    : typed && guide === 'unknown'
      ? check.notKnown(typed)
      : check.general;
  return (
    <Document frame={frame} title={check.title} hidden>
      <article className="wide narrow page form-page">
        <h1>{check.title}</h1>
        {away ? <p className="care">{frame.words.form.away.text}</p> : null}
        {wrong ? <Problems frame={frame} errors={errors} /> : null}
        <p className="lead">{heading}</p>
        {perhaps.length > 0 ? (
          <>
            <p>{check.perhaps}</p>
            <ul className="payer-list">
              {perhaps.map(({ slug, name }) => (
                <li key={slug}>
                  <a href={to(`/insurance/check?payer=${slug}`)}>{name}</a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <GeneralAnswer frame={frame} guide={guide} />
        <p className="care">{check.nothingPromised}</p>
        <p className="actions">
          {payer ? <a href={to(`/insurance/${payer.slug}`)}>{check.more}</a> : null}
          <a href={to('/insurance/check')}>{check.again}</a>
        </p>
        {guide === 'uninsured' ? null : (
          <AskForm frame={frame} form={form} errors={errors} words={words} />
        )}
        <HowToCheck words={words} />
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}

function Problems({ frame, errors }: { frame: Frame; errors: FormErrors }) {
  return (
    <div className="summary" role="alert">
      <h2>{frame.words.form.errors.title}</h2>
      <ul>
        {Object.entries(errors).map(([field, sentence]) => (
          <li key={field}>
            <a href={`#${idOf(field)}`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AskFormProps {
  frame: Frame;
  form: FormFields;
  errors: FormErrors;
  words: InsuranceWords;
}

function AskForm({ frame, form, errors, words }: AskFormProps) {
  const { check } = words;
  const { language, words: shared } = frame;
  const { reach, insurance, who } = shared.form;
  const slots = { zone: '', timeZone: '', days: [], inFull: String };
  const context: FieldContext = { form, errors, words: shared, slots };
  const organisation = frame.organisation?.name ?? 'Bridgeline';
  const holders = RELATIONSHIPS.map(({ code }) => code).filter((code) =>
    ['self', 'parent', 'spouse', 'partner', 'other'].includes(code),
  );
  const payerWording = PAYER_CONSENT_WORDING[language];
  return (
    <section aria-labelledby="ask">
      <h2 id="ask">{check.askTitle}</h2>
      <p>{check.askLead}</p>
      <form method="post" action={pathIn(language, '/insurance/check')} noValidate>
        {(['insurance[payer]', 'insurance[planType]', 'issued', 'language'] as const).map(
          (name) => (
            <input key={name} type="hidden" name={name} value={form.text(name)} />
          ),
        )}
        <input type="hidden" name="go" value="send" />
        <Honeypot label={shared.form.honeypot} />
        <Choice
          context={context}
          name="forWhom"
          label={who.forWhom}
          options={[
            ['self', who.self],
            ['other', who.other],
          ]}
        />
        <NameAndPhone context={context} />
        <TextField
          context={context}
          name="email"
          label={reach.email}
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
          optional
        />
        <Choice
          context={context}
          name="coverageCheck[answerBy]"
          label={check.answerBy}
          hint={check.answerByHint}
          options={[
            ['phone', check.answerBys.phone],
            ['sms', check.answerBys.sms],
            ['email', check.answerBys.email],
          ]}
        />
        <Choice
          context={context}
          name="coverageCheck[way]"
          label={check.way}
          options={[
            ['person', check.ways.person],
            ['electronic', check.ways.electronic],
          ]}
        />
        <TextField
          context={context}
          name="insurance[memberId]"
          label={insurance.memberId}
          maxLength={60}
          size="middle"
          optional
        />
        <TextField
          context={context}
          name="coverageCheck[patientBorn]"
          label={check.born}
          hint={check.bornHint}
          inputMode="numeric"
          maxLength={10}
          size="middle"
          optional
        />
        <SelectField
          context={context}
          name="insurance[relationship]"
          label={check.holder}
          hint={check.holderHint}
          optional
          options={holders.map((code) => [code, labelFrom(shared.labels.relationships, code)])}
        />
        <TextField
          context={context}
          name="insurance[subscriberName]"
          label={insurance.subscriberName}
          maxLength={200}
          optional
        />
        <Tick
          context={context}
          name="coverageCheck[toldAboutStatements]"
          label={check.toldLabel}
          text={check.told}
        />
        <Tick
          context={context}
          name="coverageCheck[payerConsent]"
          label={check.agree}
          hint={check.agreeHint}
          text={payerWording}
        />
        <input type="hidden" name="coverageCheck[payerWording]" value={payerWording} />
        <Consent
          context={context}
          name="consent[sms]"
          label={reach.consentLabel}
          optional
          text={smsConsentText(language, organisation)}
          wording={smsConsentWording(language, organisation)}
        />
        <p>{shared.form.review.disclosure(organisation)}</p>
        <div className="actions">
          <button className="call" type="submit">
            {check.send}
          </button>
        </div>
      </form>
    </section>
  );
}
