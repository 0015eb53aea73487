import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ErasureReceipt } from '#contract';

/** What the tables of a receipt are called by people. */
const TABLES: Readonly<Record<string, string>> = {
  person: 'names and dates of birth',
  person_name_digest: 'ways to find a name',
  contact_point: 'phone numbers and addresses',
  contact_point_digest: 'ways to find a number or an address',
  person_contact: 'wishes on how to be reached',
  lead: 'ZIP codes, ages and traces of visits',
  activity: 'entries of timelines',
  lead_file: 'files',
  message: 'messages',
  call_recording: 'recordings',
  call_recording_part: 'parts of recordings',
  coverage: 'insurance policies',
  benefit_check: 'benefit checks',
  benefit_inquiry: 'questions to payers',
  benefit_result: 'results of benefit checks',
  screening: 'screenings',
  task: 'tasks',
  match: 'matches',
  inquiry: 'sealed originals',
  inquiry_rendering: 'status pages',
  consent_request: 'wordings of consents with a name in them',
  consent_signature: 'signed names',
};

const words = (table: string) => TABLES[table] ?? table.replaceAll('_', ' ');

/** The receipt of an erasure: what is gone, what is kept and why, where copies may be. */
export function ReceiptView({ receipt }: { receipt: ErasureReceipt }) {
  const gone = Object.entries(receipt.erased).map(([table, rows]) => `${words(table)}: ${rows}`);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Part title="Erased" lines={gone} />
      <Part title="Kept, without a name" lines={receipt.kept} />
      <Part title="Elsewhere" lines={receipt.elsewhere} />
    </Box>
  );
}

function Part({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <Typography variant="h3">{title}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </Box>
    </section>
  );
}
