import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import {
  CLOSED_REASONS,
  LANGUAGES,
  type LeadRow,
  STAGE_LABELS,
  STAGES,
  URGENCIES,
} from '#contract';
import { BulkBar } from '../bulk/BulkBar';
import { useSourceChoices, useStaffChoices, useTeamChoices } from '../forms/use-choices';
import type { ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { useTagFilterChoices } from '../tags/use-tags';
import { LeadCard } from './LeadCard';
import { LEAD_COLUMNS } from './lead-columns';
import { LeadTabs } from './LeadTabs';
import { STATE_CODES, whoOf } from './lead-words';

/** All leads one may read, the open ones first. */
export function LeadList() {
  const { may } = useMe();
  return (
    <ListPage<LeadRow>
      resource="leads"
      title="Leads"
      about="Everybody who asked for help, and where it stands."
      sort={{ field: 'receivedAt', order: 'DESC' }}
      startWith={OPEN_ONES}
      columns={LEAD_COLUMNS}
      card={(lead) => <LeadCard lead={lead} />}
      rowTo={(lead) => `/leads/${lead.id}/show`}
      filters={useLeadFilters()}
      searchLabel="Phone, e-mail, name or number"
      above={<LeadTabs here="/leads" />}
      views="leads"
      bulk={may('lead.work') ? <BulkBar /> : undefined}
      rowName={(lead) => `#${lead.number} ${whoOf(lead)}`}
      empty={{
        title: 'Nobody is waiting',
        sentence: 'New requests appear here by themselves.',
      }}
      actions={
        may('lead.create') && (
          <Button
            component={Link}
            to="/leads/create"
            variant="outlined"
            startIcon={<AddIcon />}
            sx={{ display: { sm: 'none' } }}
          >
            New lead
          </Button>
        )
      }
    />
  );
}

const OPEN_ONES = { open: true };

function useLeadFilters(): ListFilter[] {
  const staff = useStaffChoices();
  const teams = useTeamChoices();
  const sources = useSourceChoices();
  const tags = useTagFilterChoices();
  return [
    { kind: 'toggle', source: 'open', label: 'Open', value: true },
    { kind: 'toggle', source: 'ownerId', label: 'Mine', value: 'me' },
    { kind: 'toggle', source: 'ownerId', label: 'Nobody’s', value: 'none' },
    { kind: 'toggle', source: 'overdue', label: 'Overdue', value: true },
    { kind: 'toggle', source: 'waiting', label: 'Not tried yet', value: true },
    {
      kind: 'choices',
      source: 'tagId',
      label: 'Tags',
      hint: 'Leads that have each of them.',
      choices: tags,
    },
    { kind: 'choices', source: 'urgency', label: 'Urgency', choices: URGENCIES },
    {
      kind: 'choices',
      source: 'stage',
      label: 'Stage',
      choices: STAGES.map((code) => ({ code, label: STAGE_LABELS[code] })),
    },
    {
      kind: 'choice',
      source: 'ownerId',
      label: 'Owner',
      choices: [{ code: 'none', label: 'Nobody' }, { code: 'me', label: 'Me' }, ...staff],
    },
    {
      kind: 'choice',
      source: 'teamId',
      label: 'Team',
      choices: [{ code: 'none', label: 'No team' }, ...teams],
    },
    { kind: 'choices', source: 'sourceId', label: 'Source', choices: sources },
    {
      kind: 'choices',
      source: 'state',
      label: 'State',
      choices: STATE_CODES.map((code) => ({ code, label: code })),
    },
    { kind: 'choice', source: 'language', label: 'Language', choices: LANGUAGES },
    { kind: 'choices', source: 'closedReason', label: 'Closed because', choices: CLOSED_REASONS },
    { kind: 'since', source: 'receivedFrom', label: 'Received from' },
    { kind: 'until', source: 'receivedTo', label: 'Received until' },
  ];
}
