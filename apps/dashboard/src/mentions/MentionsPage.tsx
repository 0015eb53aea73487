import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import type { MentionView } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { MentionText } from './MentionText';
import { useReadMentions, useUnreadMentions } from './use-mentions';

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'unread', label: 'Not read yet', value: true },
];

/** Notes of colleagues that name me; opening one marks it read. */
export default function MentionsPage() {
  const { read, readAll } = useReadMentions();
  const unread = useUnreadMentions(true);
  const navigate = useNavigate();
  const open = (mention: MentionView) => {
    if (mention.readAt === null) void read(mention.id);
    void navigate(`/leads/${mention.lead.id}/show`);
  };
  const leadOf = (mention: MentionView) => (
    <Link
      component={RouterLink}
      to={`/leads/${mention.lead.id}/show`}
      onClick={() => mention.readAt === null && void read(mention.id)}
      underline="hover"
      sx={{ fontWeight: 650, color: 'text.primary' }}
    >
      #{mention.lead.number} {mention.lead.patientName ?? 'Name not given yet'}
    </Link>
  );
  const stateOf = (mention: MentionView) =>
    mention.readAt === null ? (
      <Button
        size="small"
        aria-label={`Mark as read: the note on #${mention.lead.number}`}
        onClick={() => void read(mention.id)}
      >
        Mark as read
      </Button>
    ) : (
      <Typography variant="body2" color="textSecondary">
        Read
      </Typography>
    );
  const columns: readonly Column<MentionView>[] = [
    { key: 'lead', label: 'Lead', cell: leadOf },
    {
      key: 'note',
      label: 'Note',
      wrap: true,
      cell: (mention) => (
        <Box component="span" sx={{ fontWeight: mention.readAt === null ? 600 : undefined }}>
          <MentionText text={mention.text} />
        </Box>
      ),
    },
    { key: 'by', label: 'By', cell: ({ by }) => by.name ?? 'A colleague' },
    { key: 'at', label: 'When', sort: 'at', cell: ({ at }) => <Moment at={at} /> },
    { key: 'state', label: 'Read', cell: stateOf },
  ];
  return (
    <ListPage<MentionView>
      resource="mentions"
      title="Notes that name me"
      about="Colleagues name you in a note with @; it is here until you have read it."
      sort={{ field: 'at', order: 'DESC' }}
      columns={columns}
      filters={FILTERS}
      onRow={open}
      card={(mention) => (
        <>
          {leadOf(mention)}
          <Typography variant="body2" sx={{ mt: 0.25, overflowWrap: 'anywhere' }}>
            <MentionText text={mention.text} />
          </Typography>
          <Box sx={{ display: 'flex', alignItems: 'center', mt: 0.5 }}>
            <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
              {mention.by.name ?? 'A colleague'} · <Moment at={mention.at} />
            </Typography>
            {stateOf(mention)}
          </Box>
        </>
      )}
      empty={{
        title: 'Nobody has named you yet',
        sentence: 'When a colleague writes @ and your name in a note, it appears here.',
      }}
      actions={
        unread > 0 && (
          <Button variant="outlined" onClick={() => void readAll()}>
            Mark all as read
          </Button>
        )
      }
    />
  );
}
