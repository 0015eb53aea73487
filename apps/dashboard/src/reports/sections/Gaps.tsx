import { BarsBySlice } from '../pieces/BarsBySlice';
import { GapMap } from '../pieces/GapMap';
import { NumberCards } from '../pieces/NumberCards';
import { SliceTable } from '../pieces/SliceTable';

/** What was asked for and never found: level of care × payer × area. */
export default function Gaps() {
  return (
    <>
      <NumberCards label="Service gaps in numbers" names={['service_gap', 'match_of_leads']} />
      <GapMap />
      <SliceTable
        title="Level of care × payer × state"
        by={['levelOfCare', 'payer', 'state']}
        head="What is missing"
        names={['service_gap']}
      />
      <BarsBySlice title="By level of care" name="service_gap" by="levelOfCare" />
      <BarsBySlice title="By payer" name="service_gap" by="payer" />
    </>
  );
}
