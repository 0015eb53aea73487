import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  CONTACT_CONSENT_WORDING,
  CONTACT_SCOPES,
  type ContactScope,
  type LeadDetail,
  ourLanguage,
} from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { ChoiceField } from '../forms/ChoiceField';
import { useFields } from '../forms/use-fields';
import { openAction } from '../leads/actions/open-action';
import { useLeadDone } from '../leads/actions/use-lead-done';
import { phoneInWords } from '../words/phone';
import { contactActions } from './contacts-api';

const WAYS: readonly { scope: ContactScope; label: string }[] = [
  { scope: 'call', label: 'Calls' },
  { scope: 'sms', label: 'Texts' },
  { scope: 'email', label: 'E-mail' },
];
const DECISIONS = [
  { code: 'given', label: 'They agree' },
  { code: 'revoked', label: 'They do not agree, or take it back' },
] as const;

interface RecordConsentProps {
  lead: LeadDetail;
  contactPointId?: string;
}

/** What somebody says about being called, texted or written to, read to them in the words that go on record. */
export default function RecordConsent({ lead, contactPointId }: RecordConsentProps) {
  const done = useLeadDone(lead.id);
  const points = lead.contacts.flatMap((contact) =>
    contact.points.map((point) => ({ ...point, contact })),
  );
  const form = useFields({
    pointId: contactPointId ?? points[0]?.id ?? '',
    call: '',
    sms: '',
    email: '',
  });
  const { values } = form;
  const point = points.find(({ id }) => id === values.pointId);
  const ways = WAYS.filter(({ scope }) => CONTACT_SCOPES[scope] === point?.kind);
  const said = ways.filter(({ scope }) => values[scope] !== '');
  const words = CONTACT_CONSENT_WORDING[ourLanguage(lead.language)];
  return (
    <ActionDialog
      title="What they agree to"
      submitLabel="Put on record"
      version={lead.version}
      disabled={said.length === 0}
      setErrors={form.setErrors}
      onClose={() => openAction(null)}
      onSubmit={async () => {
        if (!point) return;
        const at = { personId: point.contact.personId, pointId: point.id };
        for (const { scope } of said) {
          const decision = values[scope] === 'given' ? 'given' : 'revoked';
          await contactActions.consent(lead.id, at, { scope, decision });
        }
        await done('On record.');
      }}
    >
      <ChoiceField
        label="Where"
        choices={points.map(({ id, kind, value, contact }) => ({
          code: id,
          label: `${kind === 'phone' ? phoneInWords(value) : value} · ${contact.name ?? 'name not given yet'}`,
        }))}
        {...form.text('pointId')}
      />
      {ways.map(({ scope, label }) => (
        <Box key={scope}>
          <ChoiceField
            label={label}
            none={point?.consents.includes(scope) ? 'As it is: agreed' : 'As it is: not agreed'}
            choices={DECISIONS}
            {...form.text(scope)}
          />
          <Typography
            variant="body2"
            lang={ourLanguage(lead.language)}
            sx={{ borderLeft: 3, borderColor: 'primary.main', pl: 1.5, mt: 1 }}
          >
            {words[scope]}
          </Typography>
        </Box>
      ))}
      {points.length === 0 && (
        <Typography>No number or address is known yet: add one under Contacts first.</Typography>
      )}
    </ActionDialog>
  );
}
