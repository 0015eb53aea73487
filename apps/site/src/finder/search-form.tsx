import type { ReactNode } from 'react';
import { MOUD_MEDICINES, POPULATION_CODES, PROGRAM_LANGUAGES, US_STATES } from '#contract';
import { type Frame, pathIn } from '../pages/frame.js';
import { type Asked, type AskedError, MILES, OTHER_PAYMENT } from './asked.js';
import type { FinderWords } from './finder-words.js';
import { LEVEL_GROUPS } from './level-groups.js';
import type { PayerShelf } from './payer-shelf.js';

interface SearchFormProps {
  frame: Frame;
  words: FinderWords;
  asked: Asked;
  payers: PayerShelf;
  /** What was typed as ZIP, also when it is none. */
  typedZip: string;
  error: AskedError | 'unknown_zip' | 'near' | null;
}

/** What is looked for. Works without script; with it, "Use where I am" fills in the nearest ZIP code. */
export function SearchForm(props: SearchFormProps) {
  const { frame, words, asked, payers, typedZip, error } = props;
  const { form } = words;
  const problem = error ? problemOf(error, form) : null;
  const wished = asked.population ?? asked.language ?? asked.medicine ?? asked.pay;
  return (
    <form className="finder-form" method="get" action={`${pathIn(frame.language, '/find')}#found`}>
      {problem ? (
        <p className="error" id="zip-error" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="finder-fields">
        <div className="field">
          <label htmlFor="zip">{form.zip}</label>
          <input
            id="zip"
            name="zip"
            type="text"
            inputMode="numeric"
            autoComplete="postal-code"
            maxLength={10}
            defaultValue={typedZip}
            aria-invalid={error === 'zip' || error === 'unknown_zip' ? 'true' : undefined}
            aria-describedby={problem ? 'zip-error' : undefined}
          />
        </div>
        <Choice id="miles" label={form.miles} value={`${asked.miles}`}>
          {MILES.map((miles) => (
            <option key={miles} value={miles}>
              {form.milesOf(miles)}
            </option>
          ))}
        </Choice>
        <Choice id="state" label={form.state} value={asked.state ?? ''}>
          <option value="">{form.anyState}</option>
          {US_STATES.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </Choice>
        <Choice id="level" label={form.level} value={asked.level ?? ''}>
          <option value="">{form.any}</option>
          {LEVEL_GROUPS.map((group) => (
            <option key={group.code} value={group.code}>
              {group[frame.language]}
            </option>
          ))}
        </Choice>
      </div>
      <p className="near" hidden id="near-line">
        <button
          className="quiet"
          type="button"
          id="near"
          data-action={pathIn(frame.language, '/find/near')}
          data-failed={form.nearFailed}
        >
          {form.near}
        </button>
        <span className="fine" id="near-hint">
          {form.nearHint}
        </span>
      </p>
      <details open={Boolean(wished)}>
        <summary>{form.more}</summary>
        <div className="finder-fields">
          <Choice id="pay" label={form.pay} value={asked.pay ?? ''}>
            <option value="">{form.any}</option>
            <optgroup label={form.payOther}>
              {OTHER_PAYMENT.map((way) => (
                <option key={way} value={way}>
                  {words.pays[way]}
                </option>
              ))}
            </optgroup>
            <optgroup label={form.payInsurance}>
              <option value="private">{form.payPrivate}</option>
              {payers.taken().map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </optgroup>
          </Choice>
          <Choice id="for" label={form.for} value={asked.population ?? ''}>
            <option value="">{form.any}</option>
            {POPULATION_CODES.map((code) => (
              <option key={code} value={code}>
                {words.populations[code]}
              </option>
            ))}
          </Choice>
          <Choice id="in" label={form.in} value={asked.language ?? ''}>
            <option value="">{form.any}</option>
            {PROGRAM_LANGUAGES.map(({ code }) => (
              <option key={code} value={code}>
                {words.languages[code]}
              </option>
            ))}
          </Choice>
          <Choice id="medicine" label={form.medicine} value={asked.medicine ?? ''}>
            <option value="">{form.any}</option>
            {MOUD_MEDICINES.map(({ code }) => (
              <option key={code} value={code}>
                {words.medicines[code]}
              </option>
            ))}
          </Choice>
        </div>
      </details>
      <div className="actions">
        <button className="next" type="submit">
          {form.search}
        </button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  id: string;
  label: string;
  value: string;
  children: ReactNode;
}

function Choice({ id, label, value, children }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={id} defaultValue={value}>
        {children}
      </select>
    </div>
  );
}

function problemOf(
  error: NonNullable<SearchFormProps['error']>,
  { zipWrong, zipUnknown, placeMissing, nearNowhere }: FinderWords['form'],
): string {
  const sentences = {
    zip: zipWrong,
    unknown_zip: zipUnknown,
    place: placeMissing,
    near: nearNowhere,
  };
  return sentences[error];
}
