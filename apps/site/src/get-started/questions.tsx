import { PLAN_TYPES, RELATIONSHIPS, WHEN_WANTED } from '#contract';
import { smsConsentText, smsConsentWording } from '../words/consent.js';
import { DANGEROUS_TO_STOP, OFFERED_SUBSTANCES } from '../words/labels.js';
import { labelFrom } from '../words/words.js';
import {
  Checks,
  Choice,
  Consent,
  type FieldContext,
  LongText,
  SelectField,
  SlotField,
  TextField,
} from './fields.js';

interface Questions {
  context: FieldContext;
  organisation: string;
}

function options(codes: readonly string[], labels: Readonly<Record<string, string>>) {
  return codes.map((code) => [code, labelFrom(labels, code)] as const);
}

/** Who is looking for help. */
export function WhoQuestions({ context }: Questions) {
  const { form, labels } = context.words;
  const others = RELATIONSHIPS.map(({ code }) => code).filter((code) => code !== 'self');
  return (
    <>
      <Choice
        context={context}
        name="forWhom"
        label={form.who.forWhom}
        options={[
          ['self', form.who.self],
          ['other', form.who.other],
        ]}
      />
      <SelectField
        context={context}
        name="relationship"
        label={form.who.relationship}
        hint={form.who.relationshipHint}
        optional
        options={options(others, labels.relationships)}
      />
    </>
  );
}

/** What is going on. */
export function WhatQuestions({ context }: Questions) {
  const { form, labels } = context.words;
  return (
    <>
      <Checks
        context={context}
        name="substances"
        label={form.what.substances}
        hint={form.what.substancesHint}
        other={form.what.other}
        optional
        options={options(OFFERED_SUBSTANCES, labels.substances)}
      />
      <Choice
        context={context}
        name="when"
        label={form.what.when}
        optional
        options={options(
          WHEN_WANTED.map(({ code }) => code),
          labels.when,
        )}
      />
      <TextField
        context={context}
        name="age"
        label={form.what.age}
        optional
        inputMode="numeric"
        maxLength={3}
        size="short"
      />
      <Choice
        context={context}
        name="pregnant"
        label={form.what.pregnant}
        hint={form.what.pregnantHint}
        optional
        options={[
          ['yes', form.yes],
          ['no', form.no],
          ['unknown', form.unknown],
        ]}
      />
      <TextField
        context={context}
        name="zip"
        label={form.what.zip}
        hint={form.what.zipHint}
        optional
        inputMode="numeric"
        autoComplete="postal-code"
        maxLength={10}
        size="short"
      />
      <LongText
        context={context}
        name="message"
        label={form.what.message}
        hint={form.what.messageHint}
        optional
        maxLength={5000}
      />
    </>
  );
}

/** How to reach them, and how not to. */
export function ReachQuestions({ context, organisation }: Questions) {
  const { form, language } = context.words;
  const yesNo = [
    ['yes', form.yes],
    ['no', form.no],
  ] as const;
  return (
    <>
      <NameAndPhone context={context} />
      <TextField
        context={context}
        name="email"
        label={form.reach.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
      />
      <Choice
        context={context}
        name="contactBy"
        label={form.reach.contactBy}
        hint={form.reach.contactByHint}
        optional
        options={[
          ['call', form.reach.byCall],
          ['text', form.reach.byText],
        ]}
      />
      <Consent
        context={context}
        name="consent[sms]"
        label={form.reach.consentLabel}
        optional
        text={smsConsentText(language, organisation)}
        wording={smsConsentWording(language, organisation)}
      />
      <Choice
        context={context}
        name="safeToVoicemail"
        label={form.reach.safeToVoicemail}
        hint={form.reach.safeToVoicemailHint}
        optional
        options={yesNo}
      />
      <Choice
        context={context}
        name="safeToText"
        label={form.reach.safeToText}
        hint={form.reach.safeToTextHint}
        optional
        options={yesNo}
      />
      {context.slots.days.length > 0 ? (
        <SlotField
          context={context}
          name="callBackAt"
          label={form.reach.callBackAt}
          hint={form.reach.callBackAtHint(context.slots.zone)}
          soonest={form.reach.soonest}
          optional
        />
      ) : null}
      <TextField
        context={context}
        name="preferredTime"
        label={form.reach.preferredTime}
        hint={form.reach.preferredTimeHint}
        optional
        maxLength={200}
      />
    </>
  );
}

interface NameAndPhoneProps extends Pick<Questions, 'context'> {
  /** No e-mail address is asked for beside the number. */
  alone?: boolean;
}

/** The two fields that matter most, also on the help-now page. */
export function NameAndPhone({ context, alone }: NameAndPhoneProps) {
  const { reach } = context.words.form;
  return (
    <>
      <TextField
        context={context}
        name="name"
        label={reach.name}
        hint={reach.nameHint}
        autoComplete="name"
        maxLength={200}
      />
      <TextField
        context={context}
        name="phone"
        label={reach.phone}
        hint={alone ? reach.phoneHint : `${reach.phoneHint} ${reach.eitherHint}`}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={40}
        size="middle"
      />
    </>
  );
}

/** Insurance, for who wants to say. */
export function InsuranceQuestions({ context }: Questions) {
  const { form, labels } = context.words;
  const plans = PLAN_TYPES.map(({ code }) => code);
  const relationships = RELATIONSHIPS.map(({ code }) => code).filter((code) =>
    ['self', 'parent', 'spouse', 'partner', 'other'].includes(code),
  );
  return (
    <>
      <TextField
        context={context}
        name="insurance[payer]"
        label={form.insurance.payer}
        hint={form.insurance.payerHint}
        optional
        maxLength={120}
      />
      <SelectField
        context={context}
        name="insurance[planType]"
        label={form.insurance.planType}
        optional
        options={options(plans, labels.planTypes)}
      />
      <TextField
        context={context}
        name="insurance[memberId]"
        label={form.insurance.memberId}
        optional
        maxLength={60}
        size="middle"
      />
      <TextField
        context={context}
        name="insurance[groupNumber]"
        label={form.insurance.groupNumber}
        optional
        maxLength={60}
        size="middle"
      />
      <TextField
        context={context}
        name="insurance[subscriberName]"
        label={form.insurance.subscriberName}
        optional
        maxLength={200}
      />
      <SelectField
        context={context}
        name="insurance[relationship]"
        label={form.insurance.relationship}
        hint={form.insurance.dependant}
        optional
        options={options(relationships, labels.relationships)}
      />
    </>
  );
}

/** Said as soon as something was named that is dangerous to stop suddenly. */
export function WithdrawalNote({ context }: Pick<Questions, 'context'>) {
  const named = context.form.list('substances').some((one) => DANGEROUS_TO_STOP.includes(one));
  return named ? <p className="care">{context.words.form.withdrawal}</p> : null;
}
