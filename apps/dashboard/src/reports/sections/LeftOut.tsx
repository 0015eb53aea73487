import { BarsBySlice } from '../pieces/BarsBySlice';
import { NumberCards } from '../pieces/NumberCards';
import { SecondLookPanel } from '../second-look/SecondLookPanel';

/** What every number leaves out, why, and whether that is right. */
export default function LeftOut() {
  return (
    <>
      <NumberCards label="Left out in numbers" names={['leads', 'left_out_leads']} />
      <SecondLookPanel />
      <BarsBySlice title="Why leads are left out" name="left_out_leads" by="leftOutReason" />
      <BarsBySlice title="Left out by source" name="left_out_leads" by="source" />
    </>
  );
}
