import { type CoverageAnswer, type Language, PLAN_TYPES, type PlanType } from '#contract';
import type { Frame } from '../pages/frame.js';
import type { PayerOnShelf, PayerShelf } from '../finder/payer-shelf.js';
import { insuranceWordsIn, SOURCES, SOURCES_OF } from './insurance-words.js';
import { type Guide, guideOf } from './payer-guide.js';

/** Whose coverage is asked about, as far as two answers tell. */
export interface AskedCoverage {
  /** As it was typed. */
  typed: string;
  payer: PayerOnShelf | undefined;
  /** Whom they may mean, where nobody, or more than one, goes by what was typed. */
  perhaps: PayerOnShelf[];
  guide: Guide;
}

/** Finds who is meant by a name on a card and a kind of plan; either may be empty. */
export function askedCoverage(payers: PayerShelf, typed: string, planType: string): AskedCoverage {
  const payer = payers.bySlug(typed) ?? payers.named(typed);
  const plan: PlanType | undefined = PLAN_TYPES.find(({ code }) => code === planType)?.code;
  const perhaps = payer ? [] : payers.perhaps(typed);
  return { typed, payer, perhaps, guide: guideOf(payer, plan) };
}

/** The same answer for machines. */
export function coverageAnswer(
  { payer, guide }: AskedCoverage,
  language: Language,
  publicUrl: string,
): CoverageAnswer {
  const { covers, verify } = insuranceWordsIn(language).guides[guide];
  return {
    payer: payer
      ? {
          name: payer.name,
          url: `${publicUrl}/insurance/${payer.slug}`,
          listedFacilities: payer.facilities,
        }
      : null,
    kind: guide,
    generallyTrue: [...covers],
    mustBeChecked: [...verify],
    sources: SOURCES_OF[guide].map((name) => SOURCES[name]),
  };
}

/** What is generally true of a kind of coverage, what must be checked, and where that comes from. */
export function GeneralAnswer({ frame, guide }: { frame: Frame; guide: Guide }) {
  const words = insuranceWordsIn(frame.language);
  const { covers, verify } = words.guides[guide];
  return (
    <>
      <section>
        <h2>{words.payer.general}</h2>
        {covers.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p className="fine">{words.payer.generalHint}</p>
      </section>
      <section>
        <h2>{words.payer.verify}</h2>
        <ul>
          {verify.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p className="fine">
          {words.payer.sources}:{' '}
          {SOURCES_OF[guide].map((name, at) => (
            <span key={name}>
              {at > 0 ? '; ' : ''}
              <a href={SOURCES[name].url} rel="noreferrer noopener">
                {SOURCES[name].name}
              </a>
            </span>
          ))}
          . {words.payer.reviewed}
        </p>
      </section>
    </>
  );
}
