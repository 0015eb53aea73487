import type { ReactNode } from 'react';
import type { SlotChoice } from '../call-slots/slot-words.js';
import type { Words } from '../words/words.js';
import type { FormErrors } from './check-form.js';
import type { FieldName, FormFields } from './form-fields.js';

/** What every field needs: what was typed, what is wrong, how to say it. */
export interface FieldContext {
  form: FormFields;
  errors: FormErrors;
  words: Words;
  /** The call back times that are on offer. */
  slots: SlotChoice;
}

/** The id of a field's first control; error summaries link to it. */
export function idOf(name: string): string {
  return `f-${name.replaceAll(/[[\]]+/g, '-').replace(/-$/, '')}`;
}

interface Common {
  context: FieldContext;
  name: FieldName;
  label: string;
  hint?: string | undefined;
  optional?: boolean;
}

interface TextProps extends Common {
  type?: 'text' | 'tel' | 'email';
  autoComplete?: string;
  inputMode?: 'numeric' | 'tel' | 'email';
  maxLength: number;
  size?: 'short' | 'middle';
}

export function TextField(props: TextProps) {
  const { context, name, type = 'text', autoComplete, inputMode, maxLength, size } = props;
  return (
    <div className="field">
      <Label {...props} />
      <Below {...props} />
      <input
        id={idOf(name)}
        name={name}
        type={type}
        className={size}
        defaultValue={context.form.text(name)}
        autoComplete={autoComplete ?? 'off'}
        inputMode={inputMode}
        maxLength={maxLength}
        {...described(props)}
      />
    </div>
  );
}

export function LongText(props: Common & { maxLength: number }) {
  const { context, name, maxLength } = props;
  return (
    <div className="field">
      <Label {...props} />
      <Below {...props} />
      <textarea
        id={idOf(name)}
        name={name}
        rows={4}
        maxLength={maxLength}
        // A newline right after the tag would be swallowed by the browser; one more keeps what was typed.
        defaultValue={context.form.text(name).replace(/^(?=\r?\n)/, '\n')}
        {...described(props)}
      />
    </div>
  );
}

type Options = readonly (readonly [value: string, label: string])[];

export function SelectField(props: Common & { options: Options }) {
  const { context, options } = props;
  return (
    <Select {...props} none={context.words.form.choose}>
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}

/** One of the offered call back times, by day. */
export function SlotField(props: Common & { soonest: string }) {
  const { context, soonest } = props;
  const { timeZone } = context.slots;
  return (
    <Select {...props} none={soonest} zone={{ timeZone, here: context.words.form.reach.here }}>
      {context.slots.days.map(({ label, times }) => (
        <optgroup key={label} label={label}>
          {times.map((time) => (
            <option key={time.value} value={time.value}>
              {time.label}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

interface SelectProps extends Common {
  none: string;
  /** Of times: the zone they are said in, and what the script says beside one in the visitor's own. */
  zone?: { timeZone: string; here: string };
  children: ReactNode;
}

/** A list to choose from; `none` stands for no choice. */
function Select({ none, zone, children, ...props }: SelectProps) {
  const { context, name } = props;
  return (
    <div className="field">
      <Label {...props} />
      <Below {...props} />
      <select
        id={idOf(name)}
        name={name}
        className="middle"
        data-zone={zone?.timeZone}
        data-here={zone?.here}
        defaultValue={context.form.text(name)}
        {...described(props)}
      >
        <option value="">{none}</option>
        {children}
      </select>
    </div>
  );
}

/** One of a few. */
export function Choice(props: Common & { options: Options }) {
  const { context, name, options } = props;
  const chosen = context.form.text(name);
  return (
    <Group {...props}>
      <div className="choices">
        {options.map(([value, label], index) => (
          <label className="choice" key={value}>
            <input
              id={index === 0 ? idOf(name) : undefined}
              type="radio"
              name={name}
              value={value}
              defaultChecked={chosen === value}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** Any of several, and what else is typed. */
export function Checks(props: Common & { options: Options; other: string }) {
  const { context, name, options, other } = props;
  const chosen = context.form.list(name);
  const codes = new Set(options.map(([value]) => value));
  const typed = chosen.filter((value) => !codes.has(value) && value !== '');
  const otherId = `${idOf(name)}-other`;
  return (
    <Group {...props}>
      <div className="choices many">
        {options.map(([value, label], index) => (
          <label className="choice" key={value}>
            <input
              id={index === 0 ? idOf(name) : undefined}
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <label className="other" htmlFor={otherId}>
        {other}
      </label>
      <input
        id={otherId}
        className="middle"
        name={name}
        type="text"
        maxLength={60}
        autoComplete="off"
        defaultValue={typed.join(', ')}
      />
    </Group>
  );
}

interface TickProps extends Common {
  text: string;
  children?: ReactNode;
}

/** A box that is never ticked beforehand, with what it means beside it. */
export function Tick(props: TickProps) {
  const { context, name, text, children } = props;
  return (
    <Group {...props}>
      <label className="choice consent">
        <input
          id={idOf(name)}
          type="checkbox"
          name={name}
          value="yes"
          defaultChecked={context.form.text(name) === 'yes'}
        />
        <span>{text}</span>
      </label>
      {children}
    </Group>
  );
}

/** A box with the whole wording that it agrees to. */
export function Consent({ wording, ...props }: Common & { text: string; wording: string }) {
  return (
    <Tick {...props}>
      <input type="hidden" name="consent[wording]" value={wording} />
    </Tick>
  );
}

function Group(props: Common & { children: ReactNode }) {
  return (
    <fieldset className="field" {...described(props)}>
      <legend>
        {props.label} <Optional {...props} />
      </legend>
      <Below {...props} />
      {props.children}
    </fieldset>
  );
}

function Label(props: Common) {
  return (
    <label htmlFor={idOf(props.name)}>
      {props.label} <Optional {...props} />
    </label>
  );
}

function Optional({ optional, context }: Common) {
  if (!optional) return null;
  return <span className="optional">{context.words.form.optional}</span>;
}

/** The hint and the error; between label and control, where a screen magnifier finds them. */
function Below({ context, name, hint }: Common) {
  const error = context.errors[name];
  return (
    <>
      {hint ? (
        <p className="hint" id={`${idOf(name)}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="error" id={`${idOf(name)}-error`}>
          <span className="visually-hidden">{context.words.form.errors.label} </span>
          {error}
        </p>
      ) : null}
    </>
  );
}

function described({ context, name, hint }: Common) {
  const wrong = context.errors[name] !== undefined;
  const ids = [hint ? `${idOf(name)}-hint` : '', wrong ? `${idOf(name)}-error` : ''];
  const describedBy = ids.filter(Boolean).join(' ');
  return {
    'aria-describedby': describedBy || undefined,
    'aria-invalid': wrong ? ('true' as const) : undefined,
  };
}
