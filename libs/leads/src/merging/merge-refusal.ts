/** What has to be known to say whether one lead may be taken into another. */
export interface MergeFacts {
  sameLead: boolean;
  /** Numbers of leads that one of them was merged into. */
  keptMergedInto: number | null;
  mergedMergedInto: number | null;
  keptOpen: boolean;
  mergedOpen: boolean;
  /** The patient of one is a contact of the other, and not the patient of both. */
  patientIsContactOfOther: boolean;
  /** Open leads of the two patients beside the two, by number. */
  otherOpen: readonly number[];
}

/** Why the two cannot be merged, as a sentence; null when they can. */
export function mergeRefusal(facts: MergeFacts): string | null {
  if (facts.sameLead) return 'A lead cannot be merged with itself.';
  if (facts.mergedMergedInto !== null) {
    return `The other lead was merged into #${facts.mergedMergedInto} already.`;
  }
  if (facts.keptMergedInto !== null) {
    return `This lead was merged into #${facts.keptMergedInto}: merge into that one.`;
  }
  if (!facts.keptOpen && facts.mergedOpen) {
    return 'The other lead is open and this one is closed: merge this one into the other.';
  }
  if (facts.patientIsContactOfOther) {
    return 'The patient of one lead is a contact of the other: they are two people.';
  }
  const [other] = facts.otherOpen;
  if (other !== undefined) {
    return `The same patient would have two open leads: merge or close #${other} first.`;
  }
  return null;
}
