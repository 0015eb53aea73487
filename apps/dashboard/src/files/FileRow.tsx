import DescriptionOutlinedIcon from '@mui/icons-material/DescriptionOutlined';
import ImageOutlinedIcon from '@mui/icons-material/ImageOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { FILE_TYPES, type LeadFileView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { fileAddress, removeFile, sizeInWords } from './files-api';

/** One file: its name downloads it; removing asks once more. */
export function FileRow({ file, mayRemove }: { file: LeadFileView; mayRemove: boolean }) {
  const notify = useNotify();
  const refresh = useRefreshLead();
  const [asking, setAsking] = useState(false);
  const Icon = file.mediaType.startsWith('image/') ? ImageOutlinedIcon : DescriptionOutlinedIcon;
  const remove = async () => {
    try {
      await removeFile(file);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await refresh(file.leadId);
  };
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, py: 0.75 }}>
      <Icon sx={{ fontSize: 20, mt: 0.25, color: 'text.secondary' }} aria-hidden />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Link
          href={fileAddress(file)}
          download={file.name}
          underline="hover"
          sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
        >
          {file.name}
        </Link>
        <Typography variant="body2" color="textSecondary">
          {FILE_TYPES[file.mediaType]}, {sizeInWords(file.bytes)} ·{' '}
          <NameOf resource="users" id={file.uploadedBy} none="automatic" /> ·{' '}
          <Moment at={file.createdAt} />
        </Typography>
      </Box>
      {mayRemove &&
        (asking ? (
          <Box sx={{ display: 'flex' }}>
            <Button size="small" color="secondary" onClick={() => setAsking(false)}>
              Keep
            </Button>
            <Button size="small" color="error" onClick={() => void remove()}>
              Remove
            </Button>
          </Box>
        ) : (
          <Button
            size="small"
            color="secondary"
            aria-label={`Remove ${file.name}`}
            onClick={() => setAsking(true)}
          >
            Remove
          </Button>
        ))}
    </Box>
  );
}
