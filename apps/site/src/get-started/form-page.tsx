import type { ReactNode } from 'react';
import type { Frame } from '../pages/frame.js';
import { CallButton, Document } from '../pages/layout.js';
import type { SlotChoice } from '../call-slots/slot-words.js';
import { CardPhotos } from './card-photos.js';
import type { FormErrors } from './check-form.js';
import { DangerHelp } from './danger.js';
import { type FieldContext, idOf } from './fields.js';
import { type FormFields, REQUEST_FIELDS } from './form-fields.js';
import { Honeypot } from './honeypot.js';
import { Keep } from './keep.js';
import {
  InsuranceQuestions,
  NameAndPhone,
  ReachQuestions,
  WhatQuestions,
  WhoQuestions,
  WithdrawalNote,
} from './questions.js';
import { questionOf, Review } from './review.js';
import { SafetyQuestion } from './safety.js';
import { FIELDS_OF, type Screen, STEPS } from './steps.js';

export interface FormPageProps {
  frame: Frame;
  form: FormFields;
  screen: Screen;
  errors: FormErrors;
  slots: SlotChoice;
  /** The database could not take it just now: said above everything else. */
  away?: boolean;
  /** Photos came with it, and have to be chosen again. */
  photosAgain?: boolean;
}

const FORM_ID = 'get-started';

/** One screen of Get Started. What other screens asked travels along in hidden fields. */
export function FormPage(props: FormPageProps) {
  const { frame, form, screen, errors, slots, away, photosAgain = false } = props;
  const { words } = frame;
  const context: FieldContext = { form, errors, words, slots };
  const organisation = frame.organisation?.name ?? 'Bridgeline';
  const wrong = Object.keys(errors).length > 0;
  const title = titleOf(screen, frame);
  const withPhotos = screen === 'review' || screen === 'all';
  const final = screen === 'review' || screen === 'danger' || screen === 'all';
  return (
    <Document
      frame={frame}
      title={wrong ? `${words.form.errors.label} ${title}` : title}
      description={words.form.description}
      hidden={screen !== 'safety'}
      switchForm={FORM_ID}
      tone={screen === 'danger' ? 'danger' : undefined}
      neutral
    >
      <div className="wide narrow page form-page">
        {screen === 'danger' ? <DangerHelp frame={frame} /> : null}
        <Progress screen={screen} frame={frame} />
        {away ? <Away frame={frame} /> : null}
        {wrong ? <Summary errors={errors} frame={frame} /> : null}
        {screen === 'danger' ? <h2>{words.form.danger.alsoTitle}</h2> : <h1>{title}</h1>}
        <form
          id={FORM_ID}
          method="post"
          action={final ? '/get-started' : '/get-started/step'}
          encType={withPhotos ? 'multipart/form-data' : undefined}
          noValidate
        >
          <Carried form={form} screen={screen} />
          <Honeypot label={words.form.honeypot} typed={form.text('website')} />
          <Screenful {...{ screen, context, organisation, photosAgain }} />
        </form>
        {screen === 'danger' ? null : <Keep words={words} first={screen === 'safety'} />}
      </div>
    </Document>
  );
}

interface ScreenfulProps {
  screen: Screen;
  context: FieldContext;
  organisation: string;
  photosAgain: boolean;
}

function Screenful({ screen, context, organisation, photosAgain }: ScreenfulProps) {
  const { words, form } = context;
  const questions = { context, organisation };
  if (screen === 'safety') return <SafetyQuestion words={words} />;
  if (screen === 'danger') {
    return (
      <>
        <p>{words.form.danger.also}</p>
        <p className="care">{words.form.danger.quiet}</p>
        <NameAndPhone context={context} alone />
        <div className="actions">
          <Button className="call">{words.form.danger.send}</Button>
        </div>
        <button
          className="quiet"
          type="submit"
          formAction="/get-started/step"
          name="danger"
          value="no"
        >
          {words.form.danger.mistake}
        </button>
      </>
    );
  }
  if (screen === 'review') {
    return (
      <>
        <p className="lead">{words.form.review.intro}</p>
        <Review form={form} words={words} slots={context.slots} />
        <CardPhotos context={context} again={photosAgain} />
        <WithdrawalNote context={context} />
        <p>{words.form.review.disclosure(organisation)}</p>
        <Actions words={words}>
          <Button className="call">{words.form.send}</Button>
        </Actions>
      </>
    );
  }
  if (screen === 'all') {
    return (
      <>
        <WhoQuestions {...questions} />
        <WhatQuestions {...questions} />
        <ReachQuestions {...questions} />
        <InsuranceQuestions {...questions} />
        <CardPhotos context={context} again={photosAgain} />
        <p>{words.form.review.disclosure(organisation)}</p>
        <div className="actions">
          <Button className="call">{words.form.send}</Button>
        </div>
      </>
    );
  }
  return (
    <>
      {screen === 'insurance' ? <p className="lead">{words.form.insurance.intro}</p> : null}
      {screen === 'what' ? <p className="hint">{words.form.skipHint}</p> : null}
      {screen === 'who' ? <WhoQuestions {...questions} /> : null}
      {screen === 'what' ? <WhatQuestions {...questions} /> : null}
      {screen === 'reach' ? (
        <>
          <WithdrawalNote context={context} />
          <ReachQuestions {...questions} />
        </>
      ) : null}
      {screen === 'insurance' ? <InsuranceQuestions {...questions} /> : null}
      <Actions words={words}>
        <Button className="next" name="go" value="next">
          {words.form.next}
        </Button>
      </Actions>
    </>
  );
}

/** The main button first, so that Enter means it; the way back beside it. */
function Actions({ words, children }: { words: Frame['words']; children: ReactNode }) {
  return (
    <div className="actions">
      {children}
      <button
        className="quiet"
        type="submit"
        formAction="/get-started/step"
        formEncType="application/x-www-form-urlencoded"
        formNoValidate
        name="go"
        value="back"
      >
        {words.form.back}
      </button>
    </div>
  );
}

interface ButtonProps {
  className: string;
  name?: string;
  value?: string;
  children: ReactNode;
}

function Button({ className, name, value, children }: ButtonProps) {
  return (
    <button className={className} type="submit" name={name} value={value}>
      {children}
    </button>
  );
}

/** Everything typed elsewhere, exactly as it was typed. */
function Carried({ form, screen }: { form: FormFields; screen: Screen }) {
  const shown = FIELDS_OF[screen];
  const carried = REQUEST_FIELDS.filter((name) => !shown.includes(name));
  return (
    <>
      <input type="hidden" name="step" value={screen} />
      <input type="hidden" name="issued" value={form.text('issued')} />
      {form.text('asked') === '' ? null : (
        <input type="hidden" name="asked" value={form.text('asked')} />
      )}
      {carried.flatMap((name) =>
        form
          .list(name)
          .filter((value) => value !== '')
          .map((value, index) => (
            <input type="hidden" name={name} value={value} key={`${name} ${index}`} />
          )),
      )}
    </>
  );
}

function Progress({ screen, frame }: { screen: Screen; frame: Frame }) {
  const { form } = frame.words;
  const asked = STEPS.filter((step) => step !== 'safety');
  const at = asked.findIndex((step) => step === screen);
  if (at < 0) return null;
  return (
    <p className="progress">
      <progress value={at + 1} max={asked.length} aria-hidden="true" />
      {form.step(at + 1, asked.length)}
    </p>
  );
}

function Summary({ errors, frame }: { errors: FormErrors; frame: Frame }) {
  const { words } = frame;
  return (
    <div className="summary" role="alert" aria-labelledby="summary-title">
      <h2 id="summary-title">{words.form.errors.title}</h2>
      <ul>
        {Object.entries(errors).map(([name, sentence]) => (
          <li key={name}>
            <a href={`#${idOf(name)}`}>
              {questionOf(name, words).replace(/(?<![?:])$/, ':')} {sentence}
            </a>
          </li>
        ))}
      </ul>
      <p>{words.form.errors.typed}</p>
    </div>
  );
}

function Away({ frame }: { frame: Frame }) {
  const { away } = frame.words.form;
  return (
    <div className="summary" role="alert">
      <h2>{away.title}</h2>
      <p>{away.text}</p>
      <div className="actions">
        <CallButton frame={frame} />
        <button className="next" type="submit" form={FORM_ID}>
          {away.again}
        </button>
      </div>
    </div>
  );
}

function titleOf(screen: Screen, { words }: Frame): string {
  const { form } = words;
  const titles: Record<Screen, string> = {
    safety: form.safety.title,
    danger: form.danger.title,
    who: form.who.title,
    what: form.what.title,
    reach: form.reach.title,
    insurance: form.insurance.title,
    review: form.review.title,
    all: form.all.title,
  };
  return titles[screen];
}
