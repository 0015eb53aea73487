import type { Words } from '../words/words.js';

/** Asked before anything else: two buttons, no reading of small print. */
export function SafetyQuestion({ words }: { words: Words }) {
  const { safety } = words.form;
  return (
    <>
      <p>{safety.intro}</p>
      <ul className="signs">
        {safety.signs.map((sign) => (
          <li key={sign}>{sign}</li>
        ))}
      </ul>
      <div className="actions stacked">
        <button className="danger-yes" type="submit" name="danger" value="yes">
          {safety.yes}
        </button>
        <button className="next" type="submit" name="danger" value="no">
          {safety.no}
        </button>
      </div>
    </>
  );
}
