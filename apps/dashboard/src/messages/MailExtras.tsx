import AttachFileIcon from '@mui/icons-material/AttachFile';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { MessageAttachment, MessageView } from '#contract';
import { fileAddress } from '../files/files-api';

/** What an e-mail has beside what was written: its files, and what it repeats, folded. */
export function MailExtras({ message }: { message: MessageView }) {
  const { leadId, attachments, quoted } = message;
  return (
    <>
      {attachments.length > 0 && (
        <Box
          component="ul"
          aria-label="Attachments"
          sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, display: 'grid', gap: 0.5 }}
        >
          {attachments.map((each, at) => (
            <Attachment key={each.fileId ?? `${each.name}-${at}`} leadId={leadId} {...each} />
          ))}
        </Box>
      )}
      {quoted !== null && (
        <Box component="details" sx={{ mt: 1 }}>
          <Typography
            component="summary"
            variant="body2"
            color="textSecondary"
            sx={{ cursor: 'pointer' }}
          >
            What it repeats of earlier e-mails
          </Typography>
          <Typography
            variant="body2"
            color="textSecondary"
            sx={{
              mt: 0.5,
              pl: 1.25,
              borderLeft: 2,
              borderColor: 'divider',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
            }}
          >
            {quoted}
          </Typography>
        </Box>
      )}
    </>
  );
}

function Attachment({
  leadId,
  name,
  fileId,
  leftOut,
}: MessageAttachment & { leadId: string | null }) {
  return (
    <Box component="li" sx={{ display: 'flex', gap: 0.75, alignItems: 'flex-start' }}>
      <AttachFileIcon sx={{ fontSize: 18, mt: 0.25, color: 'text.secondary' }} aria-hidden />
      <Typography variant="body2" component="span" sx={{ overflowWrap: 'anywhere' }}>
        {fileId !== null && leadId !== null ? (
          <Link href={fileAddress({ id: fileId, leadId })} download={name} underline="hover">
            {name}
          </Link>
        ) : (
          name
        )}
        {leftOut !== null && (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {` · not kept: ${leftOut}`}
          </Box>
        )}
      </Typography>
    </Box>
  );
}
