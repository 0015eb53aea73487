import { useState } from 'react';
import { useDeskEvents } from '../live/live';
import { CallPop } from './CallPop';

/** The most calls shown at once; of more, nobody reads. */
const SHOWN = 3;

/** Who is calling, at the moment they call. */
export function CallPops() {
  const [callIds, setCallIds] = useState<readonly string[]>([]);
  useDeskEvents(({ event, id }) => {
    if (event !== 'call.changed') return;
    setCallIds((known) => (known.includes(id) ? known : [id, ...known].slice(0, SHOWN)));
  });
  return callIds.map((id) => <CallPop key={id} callId={id} />);
}
