import { BarsBySlice } from '../pieces/BarsBySlice';
import { FunnelChart } from '../pieces/FunnelChart';

/** Step by step: who got there, of all and of the step before; then why the others were lost. */
export default function Funnel() {
  return (
    <>
      <FunnelChart />
      <BarsBySlice title="Why leads were lost" name="lost_leads" by="lostReason" most={16} />
      <BarsBySlice
        title="Contact rate by source"
        name="contact_rate"
        by="source"
        also={['leads', 'qualified_of_leads', 'admit_of_leads']}
      />
      <BarsBySlice title="What every number leaves out" name="left_out_leads" by="leftOutReason" />
    </>
  );
}
