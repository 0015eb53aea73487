import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ConflictBody } from '../api/refusal';

const inWords = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};
const fieldInWords = (name: string): string => {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

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
                  {fieldInWords(name)}
                </TableCell>
                <TableCell>{inWords(conflict.current[name])}</TableCell>
                <TableCell>{inWords(conflict.yours[name])}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Alert>
  );
}
