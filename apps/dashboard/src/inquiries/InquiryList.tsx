import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { INQUIRY_KINDS, type InquiryRow, labelOf } from '#contract';
import { LeadLink } from '../leads/LeadLink';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { Moment } from '../words/Moment';
import { InquiryTabs } from './InquiryTabs';
import { OutcomeMark } from './OutcomeMark';
import { OUTCOMES, suspicionInWords } from './inquiry-words';

const COLUMNS: readonly Column<InquiryRow>[] = [
  { key: 'reference', label: 'Receipt', cell: (row) => <Receipt row={row} /> },
  { key: 'kind', label: 'Kind', cell: (row) => labelOf(INQUIRY_KINDS, row.kind) },
  { key: 'outcome', label: 'What became of it', cell: (row) => <OutcomeMark row={row} /> },
  {
    key: 'lead',
    label: 'Lead',
    cell: (row) => <LeadLink id={row.leadId} />,
  },
  {
    key: 'received',
    label: 'Received',
    sort: 'receivedAt',
    cell: (row) => <Moment at={row.receivedAt} />,
  },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'outcome', label: 'Held back', value: 'quarantined' },
  { kind: 'toggle', source: 'outcome', label: 'Being taken in', value: 'waiting' },
  { kind: 'toggle', source: 'outcome', label: 'Failed', value: 'failed' },
  { kind: 'choice', source: 'outcome', label: 'What became of it', choices: OUTCOMES },
  { kind: 'choice', source: 'kind', label: 'Kind', choices: INQUIRY_KINDS },
];

/** Every contact that came in, exactly as it came; nothing is ever dropped. */
export function InquiryList() {
  return (
    <ListPage<InquiryRow>
      resource="inquiries"
      title="Inquiries"
      about="Every contact as it came in. Nothing is ever dropped; what looks suspicious waits here for a person."
      sort={{ field: 'receivedAt', order: 'DESC' }}
      columns={COLUMNS}
      filters={FILTERS}
      above={<InquiryTabs here="/inquiries" />}
      rowTo={(row) => `/inquiries/${row.id}/show`}
      card={(row) => (
        <>
          <Receipt row={row} /> <OutcomeMark row={row} />
          <Typography variant="body2" color="textSecondary">
            {labelOf(INQUIRY_KINDS, row.kind)} · <Moment at={row.receivedAt} />
            {row.suspicion.length > 0 && ` · ${row.suspicion.map(suspicionInWords).join(', ')}`}
          </Typography>
          {row.leadId && (
            <Typography variant="body2">
              <LeadLink id={row.leadId} />
            </Typography>
          )}
        </>
      )}
      empty={{
        title: 'No inquiry yet',
        sentence: 'Forms, calls and messages appear here the moment they are stored.',
      }}
    />
  );
}

function Receipt({ row }: { row: InquiryRow }) {
  return (
    <Link
      component={RouterLink}
      to={`/inquiries/${row.id}/show`}
      underline="hover"
      sx={{ fontWeight: 650, color: 'text.primary', whiteSpace: 'nowrap' }}
    >
      {row.reference}
    </Link>
  );
}
