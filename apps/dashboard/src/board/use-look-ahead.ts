import { useGetOne } from 'react-admin';
import { type LeadDetail, type LeadRow, STAGE_LABELS, type Stage } from '#contract';

/** Whether a lead may go to a stage, and if not, why. */
export interface LookAhead {
  open: boolean;
  why: string;
}

const WHOLE = { whole: true };

/** What the gate of a stage says to a lead before it is put there; null until that is known. */
export function useLookAhead(lead: LeadRow | null, stage: Stage): LookAhead | null {
  const { data } = useGetOne<LeadDetail>(
    'leads',
    { id: lead?.id ?? '', meta: WHOLE },
    { enabled: lead !== null, retry: false },
  );
  if (lead === null || !data || lead.stage === stage) return null;
  return lookAhead(data, stage);
}

/** The same for a lead whose page is known. */
export function lookAhead({ stageOptions, stage: from }: LeadDetail, stage: Stage): LookAhead {
  const option = stageOptions.find((each) => each.stage === stage);
  if (option && option.missing.length > 0) {
    return { open: false, why: `Still needed: ${option.missing.join('; ')}` };
  }
  if (!option?.allowed) {
    return {
      open: false,
      why: `Not from ${STAGE_LABELS[from].toLowerCase()} in one step`,
    };
  }
  return { open: true, why: '' };
}
