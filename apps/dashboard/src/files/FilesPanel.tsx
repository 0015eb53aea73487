import AttachFileIcon from '@mui/icons-material/AttachFile';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { type DragEvent, useRef, useState } from 'react';
import { FILE_TYPES, type LeadDetail, type LeadFileView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { useLeadPart } from '../leads/use-lead-part';
import { Failure } from '../listing/states';
import { useMe } from '../session/me';
import { FileRow } from './FileRow';
import { type Upload, useUploads } from './use-uploads';

const ACCEPT = Object.keys(FILE_TYPES).join(',');

/** The files of a lead: add by button or by dropping them here, download, remove. */
export default function FilesPanel({ lead }: { lead: LeadDetail }) {
  const { data, error, isPending, refetch } = useLeadPart<LeadFileView[]>(lead.id, 'files');
  const { uploads, add, drop } = useUploads(lead.id);
  const mayAdd = useMe().may('lead.work') && lead.mergedInto === null;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void add([...event.dataTransfer.files]);
  };
  return (
    <Panel
      title="Files"
      action={
        mayAdd && (
          <Button
            size="small"
            startIcon={<AttachFileIcon />}
            onClick={() => input.current?.click()}
          >
            Add files
          </Button>
        )
      }
    >
      <Box
        component="input"
        type="file"
        multiple
        ref={input}
        accept={ACCEPT}
        aria-label="Files to add"
        tabIndex={-1}
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
        sx={{ display: 'none' }}
      />
      <Box
        onDragOver={
          mayAdd
            ? (event: DragEvent) => {
                event.preventDefault();
                setOver(true);
              }
            : undefined
        }
        onDragLeave={() => setOver(false)}
        onDrop={mayAdd ? dropped : undefined}
        sx={{
          borderRadius: 1.5,
          outline: over ? 2 : 0,
          outlineStyle: 'dashed',
          outlineOffset: 6,
          outlineColor: 'primary.main',
        }}
      >
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {isPending && <Skeleton height={40} />}
        {data?.length === 0 && uploads.length === 0 && (
          <Typography variant="body2" color="textSecondary">
            No files yet. {mayAdd && 'PNG, JPEG, PDF or text, up to 10 MB; drop them here.'}
          </Typography>
        )}
        {data && data.length > 0 && (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.map((file) => (
              <FileRow key={file.id} file={file} mayRemove={mayAdd} />
            ))}
          </Box>
        )}
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} onDrop={() => drop(upload.key)} />
        ))}
      </Box>
    </Panel>
  );
}

function UploadRow({ upload, onDrop }: { upload: Upload; onDrop: () => void }) {
  const { name, share, problem } = upload;
  if (problem) {
    return (
      <Alert severity="error" onClose={onDrop} sx={{ mt: 1, overflowWrap: 'anywhere' }}>
        <strong>{name}</strong>: {problem}
      </Alert>
    );
  }
  return (
    <Box role="status" sx={{ mt: 1 }}>
      <Typography variant="body2" noWrap>
        {name}: {share < 1 ? `${Math.round(share * 100)} %` : 'being kept …'}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={share * 100}
        aria-label={`Sending ${name}`}
        sx={{ height: 6, borderRadius: 3 }}
      />
    </Box>
  );
}
