import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { type LeadDetail, STAGE_LABELS } from '#contract';
import { read } from '../api/http-client';
import { useDocumentTitle } from '../layout/use-document-title';
import { Panel } from '../leads/page/Panel';
import { RecordSkeleton } from '../listing/RecordSkeleton';
import { Failure } from '../listing/states';
import { phoneInWords } from '../words/phone';

/** What somebody without rights on leads needs in an emergency: who, how to reach them, how urgent, nothing to click. */
export default function EmergencyRecordPage() {
  const { id = '' } = useParams();
  const {
    data: lead,
    error,
    isPending,
  } = useQuery({
    queryKey: ['leads', 'getOne', { id, emergency: true }],
    queryFn: ({ signal }) => read<LeadDetail>(`/api/leads/${encodeURIComponent(id)}`, signal),
    retry: false,
    staleTime: 60_000,
  });
  useDocumentTitle(lead ? `Lead #${lead.number}` : 'Lead');
  if (error) return <Failure error={error} />;
  if (isPending || !lead) return <RecordSkeleton what="lead" panels={[120, 200]} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760 }}>
      <Alert severity="warning" variant="outlined">
        You read this in an emergency, on record.
      </Alert>
      <Typography variant="h1">
        {lead.patientName ?? 'Patient not named yet'} · lead #{lead.number}
      </Typography>
      <Panel title="How urgent">
        <Typography>
          {lead.urgency}, {STAGE_LABELS[lead.stage].toLowerCase()}.{' '}
          {lead.urgencyReasons.map(({ because }) => because).join(' ')}
        </Typography>
      </Panel>
      <Panel title="How to reach them">
        {lead.contacts.map((contact) => (
          <Box key={contact.personId} sx={{ mb: 1 }}>
            <Typography sx={{ fontWeight: 650 }}>
              {contact.name ?? 'Not named'} ({contact.isPatient ? 'patient' : contact.relationship})
            </Typography>
            {contact.points.map((point) => (
              <Typography key={point.id} sx={{ overflowWrap: 'anywhere' }}>
                {point.kind === 'phone' ? phoneInWords(point.value) : point.value}
              </Typography>
            ))}
          </Box>
        ))}
      </Panel>
    </Box>
  );
}
