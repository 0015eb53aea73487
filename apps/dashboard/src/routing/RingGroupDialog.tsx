import ArrowDownwardIcon from '@mui/icons-material/ArrowDownward';
import ArrowUpwardIcon from '@mui/icons-material/ArrowUpward';
import CloseIcon from '@mui/icons-material/Close';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataProvider } from 'react-admin';
import type { RingGroupView, RingMember } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useColleagues } from '../forms/use-choices';
import { useFields } from '../forms/use-fields';
import { memberCode, memberInWords } from './ring-groups';

interface RingGroupDialogProps {
  group: RingGroupView | null;
  onClose: () => void;
}

/** One ring group: who rings, in which order, for how long. */
export function RingGroupDialog({ group, onClose }: RingGroupDialogProps) {
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const form = useFields({
    name: group?.name ?? '',
    inTurn: group?.inTurn ?? false,
    seconds: String(group?.seconds ?? 20),
    members: group?.members ?? ([] as RingMember[]),
    isDefault: group?.isDefault ?? false,
    active: group?.active ?? true,
  });
  const { values, set, errors } = form;
  const wrong = Object.entries(errors).find(([field]) => field.startsWith('members'))?.[1];
  return (
    <ActionDialog
      title={group ? group.name : 'New ring group'}
      submitLabel="Save"
      version={group?.version ?? 0}
      disabled={values.name.trim() === '' || values.members.length === 0}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const data = { ...values, seconds: Number(values.seconds) };
        await (group
          ? dataProvider.update('ring-groups', {
              id: group.id,
              previousData: group,
              data: { ...data, version },
            })
          : dataProvider.create('ring-groups', { data }));
        await queryClient.invalidateQueries({ queryKey: ['ring-groups'] });
      }}
    >
      <TextField label="Name" {...form.text('name')} />
      <RadioGroup
        aria-label="Order"
        value={values.inTurn ? 'turn' : 'all'}
        onChange={(_event, order) => set({ inTurn: order === 'turn' })}
      >
        <FormControlLabel value="all" control={<Radio />} label="All ring at once" />
        <FormControlLabel value="turn" control={<Radio />} label="One after another" />
      </RadioGroup>
      <TextField
        label={values.inTurn ? 'Seconds each' : 'Seconds'}
        type="number"
        slotProps={{ htmlInput: { min: 5, max: 60 } }}
        {...form.text('seconds')}
        helperText={errors.seconds ?? '5 to 60'}
      />
      {wrong && <Alert severity="error">{wrong}</Alert>}
      <Members members={values.members} onChange={(members) => set({ members })} />
      <FormControlLabel
        control={
          <Switch checked={values.isDefault} onChange={(_event, isDefault) => set({ isDefault })} />
        }
        label="Rings for every number that has no group of its own"
      />
      {group && (
        <FormControlLabel
          control={
            <Switch checked={values.active} onChange={(_event, active) => set({ active })} />
          }
          label="In use"
        />
      )}
    </ActionDialog>
  );
}

interface MembersProps {
  members: readonly RingMember[];
  onChange: (members: RingMember[]) => void;
}

function Members({ members, onChange }: MembersProps) {
  const colleagues = useColleagues();
  const names = new Map(colleagues.map(({ id, name }) => [id, name]));
  const move = (from: number, to: number) => {
    const next = [...members];
    const [moved] = next.splice(from, 1);
    if (moved) next.splice(to, 0, moved);
    onChange(next);
  };
  return (
    <div>
      <Typography variant="h3" component="h3">
        Who rings
      </Typography>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, mb: 1 }}>
        {members.map((member, at) => {
          const words = memberInWords(member, names);
          return (
            <Box
              component="li"
              key={memberCode(member)}
              sx={{ display: 'flex', alignItems: 'center' }}
            >
              <Typography sx={{ flex: 1, minWidth: 0 }}>{words}</Typography>
              <IconButton
                size="small"
                aria-label={`${words}: earlier`}
                disabled={at === 0}
                onClick={() => move(at, at - 1)}
              >
                <ArrowUpwardIcon fontSize="small" />
              </IconButton>
              <IconButton
                size="small"
                aria-label={`${words}: later`}
                disabled={at === members.length - 1}
                onClick={() => move(at, at + 1)}
              >
                <ArrowDownwardIcon fontSize="small" />
              </IconButton>
              <IconButton
                size="small"
                aria-label={`Remove ${words}`}
                onClick={() => onChange(members.filter((one) => one !== member))}
              >
                <CloseIcon fontSize="small" />
              </IconButton>
            </Box>
          );
        })}
      </Box>
      <AddMember members={members} onAdd={(member) => onChange([...members, member])} />
    </div>
  );
}

interface AddMemberProps {
  members: readonly RingMember[];
  onAdd: (member: RingMember) => void;
}

function AddMember({ members, onAdd }: AddMemberProps) {
  const taken = new Set(members.map(memberCode));
  const [phone, setPhone] = useState<{ phone: string; label: string } | null>(null);
  const choices = [
    { code: 'everyone', label: 'Everyone whose phone is on' },
    ...useColleagues().map(({ id, name }) => ({ code: id, label: name })),
    { code: 'phone', label: 'A phone number …' },
  ].filter(({ code }) => !taken.has(code));
  const choose = (code: string) => {
    if (code === 'phone') setPhone({ phone: '+1', label: '' });
    else if (code === 'everyone') onAdd({ kind: 'everyone' });
    else if (code !== '') onAdd({ kind: 'staff', staffId: code });
  };
  if (!phone) {
    return (
      <ChoiceField
        label="Add"
        none="Choose …"
        choices={choices}
        name="member"
        value=""
        onChange={(event) => choose(event.target.value)}
      />
    );
  }
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      <TextField
        label="Whose phone"
        value={phone.label}
        onChange={(event) => setPhone({ ...phone, label: event.target.value })}
        sx={{ flex: 1 }}
      />
      <TextField
        label="Number"
        type="tel"
        value={phone.phone}
        helperText="+18005550100"
        onChange={(event) => setPhone({ ...phone, phone: event.target.value.trim() })}
        sx={{ flex: 1 }}
      />
      <Button
        disabled={!/^\+1\d{10}$/.test(phone.phone) || phone.label.trim() === ''}
        onClick={() => {
          onAdd({ kind: 'phone', ...phone });
          setPhone(null);
        }}
      >
        Add it
      </Button>
      <Button color="secondary" onClick={() => setPhone(null)}>
        Cancel
      </Button>
    </Box>
  );
}
