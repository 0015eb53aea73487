import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { DECLINE_REASONS, labelOf, REFERRAL_STATES, type ReferralDetail } from '#contract';
import { Panel } from '../leads/page/Panel';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';

const SAID = { staff: '', facility: 'the facility', person: 'the patient', system: 'by itself' };

/** Every step, latest first; answers that came too late among them. */
export function ChangesPanel({ referral }: { referral: ReferralDetail }) {
  return (
    <Panel title="What happened">
      {referral.changes.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Nothing yet.
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {referral.changes.map((change) => {
          const late = change.from === change.to;
          return (
            <Box
              component="li"
              key={change.id}
              sx={{ pl: 1.5, borderLeft: 3, borderColor: late ? 'warning.main' : 'divider' }}
            >
              <Typography sx={{ fontWeight: 600 }}>
                {late
                  ? `Too late: ${labelOf(REFERRAL_STATES, change.wanted).toLowerCase()}`
                  : labelOf(REFERRAL_STATES, change.to)}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {change.saidBy !== 'staff' && `${SAID[change.saidBy]} · `}
                {change.staffId && (
                  <>
                    <NameOf resource="users" id={change.staffId} /> ·{' '}
                  </>
                )}
                <Moment at={change.at} />
              </Typography>
              {change.reason && (
                <Typography variant="body2">{labelOf(DECLINE_REASONS, change.reason)}</Typography>
              )}
              {change.note && (
                <Typography
                  variant="body2"
                  sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
                >
                  “{change.note}”
                </Typography>
              )}
            </Box>
          );
        })}
      </Box>
    </Panel>
  );
}
