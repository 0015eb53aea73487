import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRef } from 'react';
import { sizeInWords } from '../files/files-api';

interface FileChoiceProps {
  file: File | null;
  /** The kinds that can be chosen, as `accept` of an input says them. */
  accept: string;
  /** Bytes; more is said to be too much, which is for the form to refuse. */
  most: number;
  onChoose: (file: File | null) => void;
}

/** Chooses one file of this device, and says which and how large it is. */
export function FileChoice({ file, accept, most, onChoose }: FileChoiceProps) {
  const input = useRef<HTMLInputElement>(null);
  const large = file !== null && file.size > most;
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File"
        accept={accept}
        onChange={({ target }) => onChoose(target.files?.[0] ?? null)}
      />
      <div>
        <Button variant="outlined" autoFocus onClick={() => input.current?.click()}>
          {file ? 'Choose another file' : 'Choose a file'}
        </Button>
      </div>
      {file && (
        <Typography color={large ? 'error' : undefined} sx={{ overflowWrap: 'anywhere' }}>
          {file.name}, {sizeInWords(file.size)}
          {large && `: at most ${most / 1024 / 1024} MB`}
        </Typography>
      )}
    </>
  );
}
