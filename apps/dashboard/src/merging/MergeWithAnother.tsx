import { useState } from 'react';
import type { LeadDetail, LeadRow } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { LeadField } from '../leads/LeadField';
import MergeDialog from './MergeDialog';

/** Looks for the other lead of the same person, then compares the two. */
export default function MergeWithAnother({
  lead,
  onClose,
}: {
  lead: LeadDetail;
  onClose: () => void;
}) {
  const [other, setOther] = useState<LeadRow | null>(null);
  const [comparing, setComparing] = useState(false);
  if (comparing && other) {
    return <MergeDialog leadId={lead.id} otherId={other.id} onClose={onClose} />;
  }
  return (
    <ActionDialog
      title="Merge with another lead"
      submitLabel="Compare them"
      version={lead.version}
      disabled={other === null}
      onClose={onClose}
      onSubmit={async () => {
        setComparing(true);
        return 'stay';
      }}
    >
      <LeadField
        label="The other lead of this person"
        value={other}
        exceptId={lead.id}
        autoFocus
        onChange={setOther}
      />
    </ActionDialog>
  );
}
