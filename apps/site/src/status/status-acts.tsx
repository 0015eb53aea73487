import type { ReactNode } from 'react';
import { CARD_SIDES, codesOf, type StatusAct } from '#contract';
import type { Words } from '../words/words.js';
import type { StatusPageProps } from './status-page.js';
import { STATUS_PAGE_WORDS } from './status-words.js';

/** An act that could not be taken: what is wrong, by field, and what was typed. */
export interface ActErrors {
  act: StatusAct;
  errors: Readonly<Record<string, string>>;
  typed: Readonly<Record<string, string>>;
}

type Props = StatusPageProps & { acts: readonly StatusAct[] };

/** Everything they can ask for: a line that opens, a few words, one button. Works without script. */
export function StatusActs(props: Props) {
  const words = STATUS_PAGE_WORDS[props.frame.language];
  return (
    <section aria-labelledby="change" className="acts">
      <h2 id="change">{words.change}</h2>
      <p className="hint">{words.changeHint}</p>
      {props.acts.map((act) => (
        <Act key={act} act={act} {...props}>
          <Fields act={act} {...props} />
        </Act>
      ))}
    </section>
  );
}

function Act({ act, children, ...props }: Props & { act: StatusAct; children: ReactNode }) {
  const { frame, statusPath, once, wrong } = props;
  const words = STATUS_PAGE_WORDS[frame.language].acts[act];
  const mine = wrong?.act === act;
  const grave = act === 'stop' || act === 'withdraw' || act === 'erase';
  return (
    <details open={mine} className={mine ? 'wrong' : undefined}>
      <summary>{words.title}</summary>
      <form
        method="post"
        action={statusPath}
        encType={act === 'card' ? 'multipart/form-data' : undefined}
        noValidate
      >
        <input type="hidden" name="once" value={once} />
        {words.text ? <p>{words.text}</p> : null}
        {children}
        <button className={grave ? 'start' : 'next'} type="submit" name="act" value={act}>
          {words.send}
        </button>
      </form>
    </details>
  );
}

function Fields({ act, ...props }: Props & { act: StatusAct }) {
  if (act === 'time') return <TimeFields {...props} />;
  if (act === 'number') return <NumberFields {...props} />;
  if (act === 'card') return <CardFields {...props} />;
  if (act === 'withdraw') return <ReasonField {...props} />;
  return null;
}

function TimeFields({ frame, slots, wrong }: Props) {
  const { time } = STATUS_PAGE_WORDS[frame.language];
  const error = errorOf(wrong, 'time', 'at');
  return (
    <>
      {slots.days.length > 0 ? (
        <div className="field">
          <label htmlFor="s-at">{time.at}</label>
          <p className="hint" id="s-at-hint">
            {time.hint(slots.zone)}
          </p>
          <ErrorLine id="s-at-error" words={frame.words} error={error} />
          <select
            id="s-at"
            name="at"
            className="middle"
            data-zone={slots.timeZone}
            data-here={frame.words.form.reach.here}
            aria-describedby={error ? 's-at-hint s-at-error' : 's-at-hint'}
            aria-invalid={error ? true : undefined}
          >
            <option value="">{time.none}</option>
            {slots.days.map(({ label, times }) => (
              <optgroup key={label} label={label}>
                {times.map((one) => (
                  <option key={one.value} value={one.value}>
                    {one.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </div>
      ) : (
        <ErrorLine id="s-at-error" words={frame.words} error={error} />
      )}
      <Text
        id="s-words"
        name="words"
        label={time.words}
        most={200}
        {...{ frame, wrong }}
        act="time"
      />
    </>
  );
}

function NumberFields({ frame, wrong }: Props) {
  const { reach, yes, no } = frame.words.form;
  const words = STATUS_PAGE_WORDS[frame.language];
  return (
    <>
      <Text
        id="s-phone"
        name="phone"
        label={words.number}
        hint={words.numberHint}
        most={40}
        phone
        {...{ frame, wrong }}
        act="number"
      />
      {(['safeToVoicemail', 'safeToText'] as const).map((name) => (
        <fieldset className="field" key={name}>
          <legend>{reach[name]}</legend>
          <div className="choices">
            {[
              ['yes', yes],
              ['no', no],
            ].map(([value, label]) => (
              <label className="choice" key={value}>
                <input type="radio" name={name} value={value} />
                <span>{label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

function CardFields({ frame, wrong }: Props) {
  const { insurance } = frame.words.form;
  const labels = { front: insurance.cardFront, back: insurance.cardBack };
  return (
    <>
      <p className="hint">{insurance.cardHint}</p>
      {codesOf(CARD_SIDES).map((side) => {
        const error = errorOf(wrong, 'card', `card[${side}]`);
        return (
          <div className="photo" key={side}>
            <label htmlFor={`s-card-${side}`}>{labels[side]}</label>
            <ErrorLine id={`s-card-${side}-error`} words={frame.words} error={error} />
            <input
              id={`s-card-${side}`}
              name={`card[${side}]`}
              type="file"
              accept="image/jpeg,image/png,image/webp"
              aria-describedby={error ? `s-card-${side}-error` : undefined}
              aria-invalid={error ? true : undefined}
            />
          </div>
        );
      })}
    </>
  );
}

function ReasonField({ frame, wrong }: Props) {
  const { reason } = STATUS_PAGE_WORDS[frame.language];
  return (
    <Text
      id="s-reason"
      name="words"
      label={reason}
      most={500}
      {...{ frame, wrong }}
      act="withdraw"
    />
  );
}

interface TextProps extends Pick<Props, 'frame' | 'wrong'> {
  act: StatusAct;
  id: string;
  name: string;
  label: string;
  hint?: string;
  most: number;
  phone?: boolean;
}

function Text({ frame, wrong, act, id, name, label, hint, most, phone }: TextProps) {
  const error = errorOf(wrong, act, name);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : '']
    .filter(Boolean)
    .join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {phone ? null : <span className="optional">{frame.words.form.optional}</span>}
      </label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <ErrorLine id={`${id}-error`} words={frame.words} error={error} />
      <input
        id={id}
        name={name}
        type={phone ? 'tel' : 'text'}
        inputMode={phone ? 'tel' : undefined}
        autoComplete={phone ? 'tel' : 'off'}
        maxLength={most}
        defaultValue={wrong?.act === act ? wrong.typed[name] : undefined}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
      />
    </div>
  );
}

function ErrorLine(props: { id: string; words: Words; error: string | undefined }) {
  const { id, words, error } = props;
  if (!error) return null;
  return (
    <p className="error" id={id} role="alert">
      <span className="visually-hidden">{words.form.errors.label} </span>
      {error}
    </p>
  );
}

function errorOf(wrong: ActErrors | undefined, act: StatusAct, field: string): string | undefined {
  return wrong?.act === act ? wrong.errors[field] : undefined;
}
