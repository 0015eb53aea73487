import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useNotify } from 'react-admin';
import { DISCLOSURE_WAYS, type DisclosureView, labelOf, type ReferralDetail } from '#contract';
import { sentenceOf } from '../api/refusal';
import { handOver } from '../api/save-file';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { inFull } from '../words/time';
import { sectionInWords } from './section-words';
import { packetUrl, referralActions, useReferralDone } from './referral-api';

/** What left the house about this patient, and the packet itself. */
export function DisclosurePanel({ referral }: { referral: ReferralDetail }) {
  const { may } = useMe();
  const done = useReferralDone(referral.leadId);
  const notify = useNotify();
  const download = async () => {
    try {
      const bundle = await referralActions.exportFhir(referral.id);
      const file = new Blob([JSON.stringify(bundle, null, 2)], { type: 'application/fhir+json' });
      handOver(file, 'referral.fhir.json');
      done('Exported. It counts as a disclosure and is written down.');
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
  };
  return (
    <Panel title="What was disclosed">
      {referral.disclosures.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Nothing has been told to anybody.
        </Typography>
      )}
      <DisclosureList disclosures={referral.disclosures} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
        <Button
          size="small"
          component={Link}
          href={packetUrl(referral.id)}
          target="_blank"
          rel="noreferrer"
        >
          Look at the packet
        </Button>
        {may('export.run') && referral.state !== 'draft' && (
          <Button size="small" onClick={() => void download()}>
            Export as FHIR
          </Button>
        )}
      </Box>
    </Panel>
  );
}

/** Rows of the accounting of disclosures. */
export function DisclosureList({ disclosures }: { disclosures: readonly DisclosureView[] }) {
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
      {disclosures.map((disclosure) => (
        <Box component="li" key={disclosure.id}>
          <Typography variant="body2" sx={{ fontWeight: 600 }}>
            {disclosure.facilityName}: {labelOf(DISCLOSURE_WAYS, disclosure.way).toLowerCase()}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {inFull(disclosure.at)} ·{' '}
            {disclosure.sections.map((section) => sectionInWords(section)).join('; ')}
            {disclosure.purpose === 'emergency' && ' · medical emergency'}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
