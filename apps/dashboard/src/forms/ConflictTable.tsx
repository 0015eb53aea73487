import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ConflictBody } from '../api/refusal';
import { NameOf } from '../words/NameOf';
import { fieldInWords, valueInWords } from '../words/field';

const REFERENCES = {
  ownerId: 'users',
  payerId: 'payers',
  sourceId: 'sources',
  teamId: 'teams',
} as const;

function Value({ name, value }: { name: string; value: unknown }) {
  const resource = REFERENCES[name as keyof typeof REFERENCES];
  if (resource === undefined) return valueInWords(name, value);
  return <NameOf resource={resource} id={typeof value === 'string' ? value : null} none="none" />;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Both sides of a conflict, field by field: what it is now, and what one wanted. */
export function ConflictTable({ conflict }: { conflict: ConflictBody }) {
  const fields = Object.keys(conflict.yours).filter(
    (name) =>
      name !== 'version' &&
      name !== 'id' &&
      JSON.stringify(conflict.yours[name] ?? null) !==
        JSON.stringify(conflict.current[name] ?? null),
  );
  return (
    <Alert severity="warning" sx={{ '& .MuiAlert-message': { width: '100%' } }}>
      <AlertTitle>Somebody changed this while you were looking</AlertTitle>
      {fields.length === 0
        ? 'Your change was not saved. Nothing you typed contradicts theirs; look once more, then decide.'
        : 'Your change was not saved. Look at both, then decide.'}
      {fields.length > 0 && (
        <Table size="small" aria-label="Both values" sx={{ mt: 1 }}>
          <TableHead>
            <TableRow>
              <TableCell>Field</TableCell>
              <TableCell>Now</TableCell>
              <TableCell>Yours</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {fields.map((name) => (
              <TableRow key={name}>
                <TableCell component="th" scope="row">
                  {capital(fieldInWords(name))}
                </TableCell>
                <TableCell>
                  <Value name={name} value={conflict.current[name]} />
                </TableCell>
                <TableCell>
                  <Value name={name} value={conflict.yours[name]} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Alert>
  );
}
