import { CARD_SIDES, codesOf } from '#contract';
import type { FieldContext } from './fields.js';

const TYPES = 'image/jpeg,image/png,image/webp';

/** Photos of the card, chosen on the page from which the request is sent: no other page could carry them. */
export function CardPhotos({ context, again }: { context: FieldContext; again?: boolean }) {
  const { insurance, optional, errors: said } = context.words.form;
  const labels = { front: insurance.cardFront, back: insurance.cardBack };
  return (
    <fieldset className="field" aria-describedby="card-hint">
      <legend>
        {insurance.card} <span className="optional">{optional}</span>
      </legend>
      <p className="hint" id="card-hint">
        {insurance.cardHint}
      </p>
      {again ? <p className="care">{insurance.cardAgain}</p> : null}
      {codesOf(CARD_SIDES).map((side) => {
        const error = context.errors[`card[${side}]`];
        return (
          <div className="photo" key={side}>
            <label htmlFor={`f-card-${side}`}>{labels[side]}</label>
            {error ? (
              <p className="error" id={`f-card-${side}-error`}>
                <span className="visually-hidden">{said.label} </span>
                {error}
              </p>
            ) : null}
            <input
              id={`f-card-${side}`}
              name={`card[${side}]`}
              type="file"
              accept={TYPES}
              aria-describedby={error ? `f-card-${side}-error` : undefined}
              aria-invalid={error ? true : undefined}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
