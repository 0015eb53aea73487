import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useGetOne, useNotify } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { INQUIRY_KINDS, type InquiryDetail, labelOf } from '#contract';
import { releaseInquiry } from '../api/actions';
import { sentenceOf } from '../api/refusal';
import { useDocumentTitle } from '../layout/use-document-title';
import { LeadLink } from '../leads/LeadLink';
import { Facts } from '../leads/page/Facts';
import { Panel } from '../leads/page/Panel';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { factsOf } from './detail-facts';
import { OutcomeMark } from './OutcomeMark';
import { providerInWords, suspicionInWords } from './inquiry-words';

/** Keeps the whole record apart from the row a list left in the cache. */
const WHOLE = { whole: true };

/** One inquiry, unsealed: exactly what came in. Reading it is recorded. */
export default function InquiryShow() {
  const { id = '' } = useParams();
  const { may } = useMe();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { data, error, isPending, refetch } = useGetOne<InquiryDetail>(
    'inquiries',
    { id, meta: WHOLE },
    { retry: 1 },
  );
  useDocumentTitle('Inquiry');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Skeleton variant="rounded" height={320} />;
  const release = async (words: string) => {
    try {
      await releaseInquiry(data.id);
      notify(words, { type: 'success' });
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await queryClient.invalidateQueries({ queryKey: ['inquiries'] });
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 820, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Typography variant="h1">Inquiry {data.reference}</Typography>
        <OutcomeMark row={data} />
        <Box sx={{ flex: 1 }} />
        {data.leadId && (
          <Button component={Link} to={`/leads/${data.leadId}/show`} variant="contained">
            Open the lead
          </Button>
        )}
      </Box>
      {data.outcome === 'quarantined' && (
        <Alert
          severity="warning"
          action={
            may('inquiry.release') && (
              <Button
                color="inherit"
                onClick={() => void release('Released: it is being taken in now.')}
              >
                Take it in
              </Button>
            )
          }
        >
          Held back because it {data.suspicion.map(suspicionInWords).join(', and ')}. It may still
          be a person in need: read it, then decide.
        </Alert>
      )}
      {data.outcome === 'failed' && (
        <Alert
          severity="error"
          action={
            may('inquiry.release') && (
              <Button
                color="inherit"
                onClick={() => void release('It is being taken in once more.')}
              >
                Try again
              </Button>
            )
          }
        >
          The machine could not take this in. Read it, and open a lead by hand if somebody needs
          help.
        </Alert>
      )}
      <Panel title="How it came">
        <Facts
          facts={[
            ['Kind', labelOf(INQUIRY_KINDS, data.kind)],
            ['Through', providerInWords(data.provider)],
            ['Received', <Moment key="at" at={data.receivedAt} />],
            ['Lead', data.leadId && <LeadLink key="lead" id={data.leadId} />],
          ]}
        />
      </Panel>
      <Panel title="What came in">
        {data.detail ? (
          <Facts facts={factsOf(data.detail)} />
        ) : (
          <Typography color="textSecondary">
            This one cannot be opened here. Its sealed form is kept.
          </Typography>
        )}
      </Panel>
    </Box>
  );
}
