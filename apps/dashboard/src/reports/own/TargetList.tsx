import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import {
  labelOf,
  REPORT_PRESETS,
  type ReportTargetView,
  TARGET_SIDES,
  TARGET_STATES,
} from '#contract';
import { Mark } from '../../facilities/TrustMark';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { useMe } from '../../session/me';
import { Moment } from '../../words/Moment';
import { valueInWords } from '../asking/value-words';
import { useTargets } from './own-api';
import { TargetDialog } from './TargetDialog';

const COLOURS = { fine: 'green', missed: 'red', unknown: 'grey' } as const;

/** Values that numbers are held against, and how each stands. */
export function TargetList() {
  const { data, error, isPending, refetch } = useTargets();
  const { may } = useMe();
  const manages = may('report.manage');
  const [editing, setEditing] = useState<ReportTargetView | 'new' | null>(null);
  return (
    <Panel
      title="Targets"
      action={
        manages && (
          <Button size="small" startIcon={<AddIcon />} onClick={() => setEditing('new')}>
            New target
          </Button>
        )
      }
    >
      <Typography variant="body2" color="textSecondary">
        Looked at every five minutes. When one is newly missed, it stands on top of the overview and
        whoever is named gets an e-mail, once.
      </Typography>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton height={120} />}
      {data?.length === 0 && (
        <Emptiness
          title="No target yet"
          sentence="Hold a number against a value, such as “answered: at least 90 % today”."
        />
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 1, p: 0 }}>
        {data?.map((target) => (
          <Box
            component="li"
            key={target.id}
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              gap: 1,
              alignItems: 'center',
              py: 1,
              borderTop: 1,
              borderColor: 'divider',
            }}
          >
            <Mark
              label={target.active ? labelOf(TARGET_STATES, target.state) : 'Switched off'}
              colour={target.active ? COLOURS[target.state] : 'grey'}
            />
            <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
              <Typography component="span" sx={{ fontWeight: 600 }}>
                {targetInWords(target)}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                Now {standsInWords(target)}
                {Object.keys(target.filter).length > 0 &&
                  ' of what the filters it was set with let through'}
                {target.missedSince && (
                  <>
                    , missed since <Moment at={target.missedSince} />
                  </>
                )}
              </Typography>
            </Box>
            {manages && (
              <Button
                size="small"
                aria-label={`Change ${target.label}`}
                onClick={() => setEditing(target)}
              >
                Change
              </Button>
            )}
          </Box>
        ))}
      </Box>
      {editing && (
        <TargetDialog
          target={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Panel>
  );
}

/** "Answered: at least 90 %, today". */
export function targetInWords({ label, side, value, unit, preset }: ReportTargetView): string {
  return `${label}: ${labelOf(TARGET_SIDES, side).toLowerCase()} ${valueInWords(value, unit)}, ${labelOf(REPORT_PRESETS, preset).toLowerCase()}`;
}

/** "83 % (10 of 12)". */
export function standsInWords({ lastValue, lastCounted, lastOf, unit }: ReportTargetView): string {
  const parts = unit === 'share' && lastOf !== null ? ` (${lastCounted ?? 0} of ${lastOf})` : '';
  return `${valueInWords(lastValue, unit)}${parts}`;
}
