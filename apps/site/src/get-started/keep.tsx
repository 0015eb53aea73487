import type { Words } from '../words/words.js';

/**
 * Keeping answers on the device, only when asked and with a way to delete them. The script shows it and does it;
 * without script nothing is kept and nothing is shown.
 */
export function Keep({ words, first }: { words: Words; first: boolean }) {
  const { keep } = words.form;
  return (
    <div className="keep" id="keep" hidden>
      {first ? (
        <div data-when="found">
          <p>{keep.found}</p>
          <Do what="use" words={keep.use} />
          <Do what="clear" words={keep.clear} />
        </div>
      ) : (
        <>
          <div data-when="none">
            <Do what="keep" words={keep.offer} />
            <p className="hint">{keep.offerHint}</p>
          </div>
          <div data-when="kept">
            <p>{keep.kept}</p>
            <Do what="clear" words={keep.clear} />
          </div>
        </>
      )}
      <p role="status" data-used={keep.used} data-cleared={keep.cleared} />
    </div>
  );
}

function Do({ what, words }: { what: 'keep' | 'use' | 'clear'; words: string }) {
  return (
    <button className="quiet" type="button" data-do={what}>
      {words}
    </button>
  );
}
