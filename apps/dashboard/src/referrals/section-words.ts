import { labelOf, PACKET_SECTIONS, type PacketSection } from '#contract';

/** A section of a packet within a sentence. */
export function sectionInWords(section: PacketSection): string {
  const label = labelOf(PACKET_SECTIONS, section);
  return label.slice(0, 1).toLowerCase() + label.slice(1);
}
