import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { FacilityDetail, FieldFactView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { factFieldInWords, sayerOf } from './facility-words';
import { Mark } from './TrustMark';

const SHOWN = 8;

/** Where each field came from: who said it, when, and until when that counts. The oldest first. */
export function FactsPanel({ facility }: { facility: FacilityDetail }) {
  const [all, setAll] = useState(false);
  const facts = [...facility.facts].sort((a, b) =>
    (a.staleAt ?? '9').localeCompare(b.staleAt ?? '9'),
  );
  const shown = all ? facts : facts.slice(0, SHOWN);
  const nameOf = (fact: FieldFactView) =>
    fact.recordKind === 'facility'
      ? 'Facility'
      : (facility.programs.find(({ id }) => id === fact.recordId)?.name ?? 'Program');
  return (
    <Panel title="Where this comes from">
      {facts.length === 0 ? (
        <Typography color="textSecondary">Nobody has stood up for anything here yet.</Typography>
      ) : (
        <Box
          sx={{ overflowX: 'auto' }}
          tabIndex={0}
          role="region"
          aria-label="Where each field came from"
        >
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>What</TableCell>
                <TableCell>Who said it</TableCell>
                <TableCell>When</TableCell>
                <TableCell>Counts until</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {shown.map((fact) => (
                <TableRow key={`${fact.recordId} ${fact.field}`}>
                  <TableCell component="th" scope="row">
                    {factFieldInWords(fact.field)}
                    <Typography variant="body2" color="textSecondary">
                      {nameOf(fact)}
                    </Typography>
                  </TableCell>
                  <TableCell>
                    {sayerOf(fact)}
                    {fact.staffId && (
                      <Typography variant="body2" color="textSecondary">
                        written down by <NameOf resource="users" id={fact.staffId} />
                      </Typography>
                    )}
                  </TableCell>
                  <TableCell>
                    <Moment at={fact.saidAt} />
                  </TableCell>
                  <TableCell>
                    {fact.stale ? (
                      <Mark label="Too old" colour="orange" />
                    ) : (
                      fact.staleAt && <Moment at={fact.staleAt} />
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
      {facts.length > SHOWN && (
        <Button sx={{ mt: 1 }} onClick={() => setAll(!all)}>
          {all ? 'Show the oldest only' : `Show all ${facts.length}`}
        </Button>
      )}
    </Panel>
  );
}
