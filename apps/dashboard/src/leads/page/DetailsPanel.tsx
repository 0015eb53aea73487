import Button from '@mui/material/Button';
import {
  LANGUAGES,
  LEVELS_OF_CARE,
  labelOf,
  type LeadDetail,
  SUBSTANCES,
  WHEN_WANTED,
} from '#contract';
import { useMe } from '../../session/me';
import { openAction } from '../actions/open-action';
import { PAYMENT_CHOICES, YES_NO_UNKNOWN } from '../lead-words';
import { Facts } from './Facts';
import { Panel } from './Panel';

/** What is known of the patient and of what they need. */
export function DetailsPanel({ lead }: { lead: LeadDetail }) {
  const { may } = useMe();
  return (
    <Panel
      title="Details"
      action={
        may('lead.work') && (
          <Button size="small" onClick={() => openAction({ action: 'edit' })}>
            Edit
          </Button>
        )
      }
    >
      <Facts
        facts={[
          ['Patient', lead.patientName],
          ['Asked by', lead.forWhom === 'self' ? 'The patient' : 'Someone else'],
          ['Age', lead.age],
          ['Pregnant', labelOf(YES_NO_UNKNOWN, lead.pregnant)],
          ['Substances', lead.substances.map((code) => labelOf(SUBSTANCES, code)).join(', ')],
          ['Wants help', labelOf(WHEN_WANTED, lead.whenWanted)],
          ['Level wanted', labelOf(LEVELS_OF_CARE, lead.levelRequested)],
          ['Level screened', labelOf(LEVELS_OF_CARE, lead.levelScreened)],
          ['Level assessed', labelOf(LEVELS_OF_CARE, lead.levelAssessed)],
          ['Payment', labelOf(PAYMENT_CHOICES, lead.payment)],
          ['Place', [lead.zip, lead.state].filter(Boolean).join(', ')],
          ['Language', labelOf(LANGUAGES, lead.language)],
        ]}
      />
    </Panel>
  );
}
