import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { LANGUAGES, type LeadContactView, type LeadDetail, ourLanguage } from '#contract';
import { read } from '../api/http-client';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { Failure } from '../listing/states';
import { contactActions, type PersonRecord } from './contacts-api';

interface EditPersonProps {
  lead: LeadDetail;
  contact: LeadContactView;
  onClose: () => void;
}

/** Corrects who somebody is: read anew first, so that nothing a colleague corrected is undone. */
export default function EditPerson(props: EditPersonProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['people', 'getOne', { id: props.contact.personId }],
    queryFn: ({ signal }) =>
      read<PersonRecord>(`/api/people/${encodeURIComponent(props.contact.personId)}`, signal),
    retry: 1,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (data) return <PersonForm {...props} person={data} />;
  return (
    <ActionDialog
      title={titleFor(props.contact)}
      submitLabel="Save"
      version={0}
      disabled
      onClose={props.onClose}
      onSubmit={async () => 'stay'}
    >
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Stack spacing={2} aria-busy="true">
          <Skeleton variant="rounded" height={40} />
          <Skeleton variant="rounded" height={40} />
          <Skeleton variant="rounded" height={40} />
        </Stack>
      )}
    </ActionDialog>
  );
}

const titleFor = ({ isPatient }: LeadContactView) =>
  isPatient ? 'Who the patient is' : 'Who the contact is';

function PersonForm({
  lead,
  contact,
  person,
  onClose,
}: EditPersonProps & { person: PersonRecord }) {
  const done = useLeadDone(lead.id);
  const before = {
    name: person.name ?? '',
    birthDate: person.birthDate ?? '',
    language: person.language,
  };
  const form = useFields(before);
  const { name, birthDate, language } = form.values;
  const same = (Object.keys(before) as (keyof typeof before)[]).every(
    (field) => form.values[field] === before[field],
  );
  return (
    <ActionDialog
      title={titleFor(contact)}
      submitLabel="Save"
      version={person.version}
      disabled={same}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        await contactActions.correct(person.id, {
          version,
          ...(name === before.name ? {} : { name }),
          ...(birthDate === before.birthDate ? {} : { birthDate: birthDate || null }),
          ...(language === before.language ? {} : { language: ourLanguage(language) }),
        });
        await done('Corrected; the timeline says what, not from what.');
      }}
    >
      <TextField label="Name" autoFocus autoComplete="off" {...form.text('name')} />
      <WhenField label="Date of birth" type="date" autoComplete="off" {...form.text('birthDate')} />
      <ChoiceField
        label="Language we write to them in"
        choices={LANGUAGES}
        {...form.text('language')}
      />
    </ActionDialog>
  );
}
