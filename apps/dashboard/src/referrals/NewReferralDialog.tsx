import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { labelOf, type LeadDetail, LEVELS_OF_CARE, type ProgramView } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useSettled } from '../layout/use-settled';
import { referralActions, useReferralDone } from './referral-api';

/** A draft for one program: nothing is sent by it. */
export function NewReferralDialog({ lead, onClose }: { lead: LeadDetail; onClose: () => void }) {
  const done = useReferralDone(lead.id);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [program, setProgram] = useState<ProgramView | null>(null);
  const q = useSettled(typed, 250);
  const { data, isFetching } = useGetList<ProgramView>('programs', {
    filter: { active: true, ...(q && program === null ? { q } : {}) },
    pagination: { page: 1, perPage: 20 },
    sort: { field: 'facilityName', order: 'ASC' },
  });
  return (
    <ActionDialog
      title="Refer to a program"
      submitLabel="Make a draft"
      version={lead.version}
      disabled={program === null}
      onClose={onClose}
      onSubmit={async () => {
        if (!program) return;
        const referral = await referralActions.draft(lead.id, program.id);
        done('A draft. Nothing has been sent.');
        void navigate(`/referrals/${referral.id}/show`);
      }}
    >
      <Typography variant="body2" color="textSecondary">
        The match board ranks programs by what this patient needs; picked there, the reasons are
        kept with it. Here you choose by name.
      </Typography>
      <Autocomplete
        options={data ?? []}
        loading={isFetching}
        value={program}
        inputValue={typed}
        filterOptions={(all) => all}
        getOptionKey={(option) => option.id}
        getOptionLabel={(option) => `${option.facilityName}: ${option.name}`}
        isOptionEqualToValue={(one, other) => one.id === other.id}
        onInputChange={(_event, value) => setTyped(value)}
        onChange={(_event, value) => setProgram(value)}
        renderOption={({ key, ...props }, option) => (
          <li key={key} {...props}>
            <span>
              <strong>{option.facilityName}</strong>
              <br />
              {option.name} · {labelOf(LEVELS_OF_CARE, option.levelOfCare)}
            </span>
          </li>
        )}
        renderInput={(params) => <TextField {...params} label="Facility or program" autoFocus />}
      />
    </ActionDialog>
  );
}
