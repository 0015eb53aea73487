import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import type { ContentLanguage } from '#contract';
import { PictureDialog } from './PictureDialog';
import { Preview } from './Preview';
import type { TypedWords } from './typed-words';

interface WordsEditorProps {
  language: ContentLanguage;
  value: TypedWords;
  readOnly: boolean;
  errors: Record<string, string>;
  onChange: (value: TypedWords) => void;
}

const BITS = [
  ['Heading', '\n## Heading\n'],
  ['List', '\n- one\n- two\n'],
  ['Note', '\n> Take care: \n'],
  ['Link', '[words](https://)'],
  ['Number to call', '\n[[call]]\n'],
] as const;

/** The words of one language in Markdown, and beside them how the site will show them. */
export function WordsEditor({ language, value, readOnly, errors, onChange }: WordsEditorProps) {
  const body = useRef<HTMLTextAreaElement>(null);
  const [choosing, setChoosing] = useState(false);
  const set = (patch: Partial<TypedWords>) => onChange({ ...value, ...patch });
  const put = (bit: string) => {
    const at = body.current?.selectionStart ?? value.body.length;
    set({ body: value.body.slice(0, at) + bit + value.body.slice(at) });
    requestAnimationFrame(() => {
      body.current?.focus();
      body.current?.setSelectionRange(at + bit.length, at + bit.length);
    });
  };
  const field = (name: 'title' | 'teaser' | 'author' | 'body' | 'sources') => ({
    value: value[name],
    disabled: readOnly,
    error: errors[name] !== undefined,
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
      }}
    >
      <Stack spacing={2}>
        <TextField label="Title" autoComplete="off" {...field('title')} helperText={errors.title} />
        <TextField
          label="Teaser"
          multiline
          {...field('teaser')}
          helperText={errors.teaser ?? 'One or two sentences, for lists and search engines.'}
        />
        {!readOnly && (
          <Box
            role="group"
            aria-label="Put into the text"
            sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}
          >
            {BITS.map(([name, bit]) => (
              <Button
                key={name}
                size="small"
                variant="outlined"
                color="secondary"
                onClick={() => put(bit)}
              >
                {name}
              </Button>
            ))}
            <Button
              size="small"
              variant="outlined"
              color="secondary"
              onClick={() => setChoosing(true)}
            >
              Picture
            </Button>
          </Box>
        )}
        <TextField
          label="Text"
          multiline
          minRows={16}
          maxRows={40}
          inputRef={body}
          {...field('body')}
          helperText={errors.body ?? 'Markdown. HTML is shown as it is typed.'}
          slotProps={{
            htmlInput: { style: { fontFamily: 'ui-monospace, monospace', fontSize: 14 } },
          }}
        />
        <TextField
          label="Sources"
          multiline
          minRows={3}
          {...field('sources')}
          helperText={errors.sources ?? 'One a line: publisher | title | https://… | date'}
        />
        <TextField label="Author" {...field('author')} helperText={errors.author} />
        {value.pictureId && (
          <Typography variant="body2">
            Has a picture at its head.{' '}
            {!readOnly && (
              <Button size="small" onClick={() => set({ pictureId: null })}>
                Take it away
              </Button>
            )}
          </Typography>
        )}
      </Stack>
      <Preview language={language} title={value.title} teaser={value.teaser} body={value.body} />
      {choosing && (
        <PictureDialog
          onClose={() => setChoosing(false)}
          onText={({ id, alt }) => put(`\n![${alt.replaceAll(/[[\]\\]/g, '')}](/pictures/${id})\n`)}
          onHead={({ id }) => set({ pictureId: id })}
        />
      )}
    </Box>
  );
}
