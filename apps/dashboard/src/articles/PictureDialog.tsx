import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useGetList } from 'react-admin';
import type { PictureView } from '#contract';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { addPicture, pictureAddress } from './article-api';

interface PictureDialogProps {
  onClose: () => void;
  /** Puts a picture where the cursor is; without it there is no text to put it into. */
  onText?: (picture: PictureView) => void;
  /** Makes it the picture of the page, or the logo. */
  onHead: (picture: PictureView) => void;
}

/** The pictures there are, and a new one: with words on what it shows, always. */
export function PictureDialog({ onClose, onText, onHead }: PictureDialogProps) {
  const titleId = useId();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const form = useFields({ alt: '' });
  const { busy, problem, run } = useSubmission(form.setErrors);
  const { data, isPending } = useGetList<PictureView>(
    'pictures',
    { pagination: { page: 1, perPage: 24 }, sort: { field: 'createdAt', order: 'DESC' } },
    { retry: 1 },
  );
  const add = () =>
    run(async () => {
      if (!file) return;
      await addPicture(file, form.values.alt);
      await queryClient.invalidateQueries({ queryKey: ['pictures'] });
      setFile(null);
      form.set({ alt: '' });
    });
  const use = (how: (picture: PictureView) => void, picture: PictureView) => {
    how(picture);
    onClose();
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="md"
      aria-labelledby={titleId}
      onClose={busy ? undefined : onClose}
    >
      <DialogTitle id={titleId}>Pictures</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          {problem && <Alert severity="error">{problem}</Alert>}
          <Stack
            direction={{ xs: 'column', sm: 'row' }}
            spacing={2}
            sx={{ alignItems: { sm: 'flex-start' } }}
          >
            <Button component="label" variant="outlined" sx={{ flexShrink: 0 }}>
              {file ? file.name : 'Choose a file'}
              <input
                type="file"
                hidden
                accept="image/jpeg,image/png,image/webp"
                onChange={(event) => setFile(event.target.files?.[0] ?? null)}
              />
            </Button>
            <TextField
              fullWidth
              label="What it shows"
              autoComplete="off"
              {...form.text('alt')}
              helperText={form.errors.alt ?? 'For who cannot see it. Needed.'}
            />
            <Button
              variant="contained"
              loading={busy}
              disabled={file === null || form.values.alt.trim().length < 3}
              onClick={() => void add()}
              sx={{ flexShrink: 0 }}
            >
              Add
            </Button>
          </Stack>
          {!isPending && data?.length === 0 && (
            <Typography color="textSecondary">No pictures yet. Add the first one.</Typography>
          )}
          <Box
            sx={{
              display: 'grid',
              gap: 2,
              gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
            }}
          >
            {data?.map((picture) => (
              <Box key={picture.id}>
                <Box
                  component="img"
                  src={pictureAddress(picture)}
                  alt={picture.alt}
                  sx={{
                    width: '100%',
                    aspectRatio: '16 / 9',
                    objectFit: 'cover',
                    borderRadius: 1.5,
                  }}
                />
                <Typography variant="body2">{picture.alt}</Typography>
                {onText && (
                  <Button size="small" onClick={() => use(onText, picture)}>
                    Into the text
                  </Button>
                )}
                <Button size="small" onClick={() => use(onHead, picture)}>
                  {onText ? 'At the head' : 'Use it'}
                </Button>
              </Box>
            ))}
          </Box>
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button color="secondary" onClick={onClose} disabled={busy}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
