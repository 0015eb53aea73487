import type { SlotChoice } from '../call-slots/slot-words.js';
import { labelFrom, type Words } from '../words/words.js';
import type { FieldName, FormFields } from './form-fields.js';
import { FIELDS_OF, type Step } from './steps.js';

interface ReviewProps {
  form: FormFields;
  words: Words;
  slots: SlotChoice;
}

const REVIEWED: readonly Step[] = ['who', 'what', 'reach', 'insurance'];

/** Everything that was typed, with a way back to each page. */
export function Review({ form, words, slots }: ReviewProps) {
  return (
    <>
      {REVIEWED.map((step) => (
        <section className="reviewed" key={step} aria-labelledby={`review-${step}`}>
          <h2 id={`review-${step}`}>{titleOf(step, words)}</h2>
          {answeredIn(step, form).length === 0 ? (
            <p className="fine">{words.form.nothing}</p>
          ) : null}
          <dl>
            {answeredIn(step, form).map((name) => (
              <div key={name}>
                <dt>{questionOf(name, words)}</dt>
                <dd>
                  {name === 'callBackAt'
                    ? slots.inFull(form.text(name))
                    : answerOf(name, form, words)}
                </dd>
              </div>
            ))}
          </dl>
          <button
            className="quiet"
            type="submit"
            formAction="/get-started/step"
            formEncType="application/x-www-form-urlencoded"
            formNoValidate
            name="go"
            value={step}
          >
            {words.form.change}
            <span className="visually-hidden">: {titleOf(step, words)}</span>
          </button>
        </section>
      ))}
    </>
  );
}

function answeredIn(step: Step, form: FormFields): FieldName[] {
  return FIELDS_OF[step].filter(
    (name) => name !== 'consent[wording]' && form.text(name).trim() !== '',
  );
}

function titleOf(step: Step, { form }: Words): string {
  const titles: Record<Step, string> = {
    safety: form.safety.title,
    who: form.who.title,
    what: form.what.title,
    reach: form.reach.title,
    insurance: form.insurance.title,
    review: form.review.title,
  };
  return titles[step];
}

/** The question a field answers. */
export function questionOf(name: string, { form }: Words): string {
  const { who, what, reach, insurance } = form;
  const questions: Readonly<Record<string, string>> = {
    forWhom: who.forWhom,
    relationship: who.relationship,
    substances: what.substances,
    when: what.when,
    age: what.age,
    pregnant: what.pregnant,
    message: what.message,
    name: reach.name,
    phone: reach.phone,
    email: reach.email,
    zip: what.zip,
    safeToVoicemail: reach.safeToVoicemail,
    safeToText: reach.safeToText,
    contactBy: reach.contactBy,
    callBackAt: reach.callBackAt,
    preferredTime: reach.preferredTime,
    'consent[sms]': reach.consentLabel,
    'card[front]': insurance.cardFront,
    'card[back]': insurance.cardBack,
    insurance: insurance.title,
    'insurance[payer]': insurance.payer,
    'insurance[planType]': insurance.planType,
    'insurance[memberId]': insurance.memberId,
    'insurance[groupNumber]': insurance.groupNumber,
    'insurance[subscriberName]': insurance.subscriberName,
    'insurance[relationship]': insurance.relationship,
  };
  return questions[name] ?? name;
}

function answerOf(name: FieldName, form: FormFields, words: Words): string {
  const { labels } = words;
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    forWhom: { self: words.form.who.self, other: words.form.who.other },
    relationship: labels.relationships,
    substances: labels.substances,
    when: labels.when,
    contactBy: { call: words.form.reach.byCall, text: words.form.reach.byText },
    'insurance[planType]': labels.planTypes,
    'insurance[relationship]': labels.relationships,
  };
  const list = lists[name] ?? {};
  const yesNo = ['pregnant', 'safeToVoicemail', 'safeToText', 'consent[sms]'].includes(name);
  const answers = yesNo
    ? { yes: words.form.yes, no: words.form.no, unknown: words.form.unknown }
    : list;
  return form
    .list(name)
    .filter((value) => value.trim() !== '')
    .map((value) => labelFrom(answers, value))
    .join(', ');
}
