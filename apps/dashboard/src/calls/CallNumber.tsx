import type { CallView } from '#contract';
import { LeadPhone } from '../phone';
import { PhoneLink } from '../words/PhoneLink';

/** The other side's number, which a click calls: that of a lead by the ways it may be called. */
export function CallNumber({ call, strong = false }: { call: CallView; strong?: boolean }) {
  const { phone, leadId } = call;
  if (phone && leadId) return <LeadPhone leadId={leadId} value={phone} strong={strong} />;
  if (phone) return <PhoneLink value={phone} strong={strong} />;
  return call.direction === 'inbound' ? 'Withheld' : 'Not known';
}
