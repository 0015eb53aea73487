import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useReference } from 'react-admin';
import { labelOf, type LeadDetail, type PayerView, PLAN_TYPES, RELATIONSHIPS } from '#contract';
import { useMe } from '../../session/me';
import { Moment } from '../../words/Moment';
import { NameOf } from '../../words/NameOf';
import { openAction } from '../actions/open-action';
import { Facts } from './Facts';
import { Panel } from './Panel';

/** What they called the payer, where that is not its name. */
function AsSaid({ payerId, said }: { payerId: string; said: string | null }) {
  const { referenceRecord } = useReference<PayerView>({ reference: 'payers', id: payerId });
  if (!said || !referenceRecord || referenceRecord.name === said) return null;
  return <> (they said: {said})</>;
}

/** Who may pay: each policy as it was given. */
export function CoveragePanel({ lead }: { lead: LeadDetail }) {
  const { may } = useMe();
  return (
    <Panel
      title="Coverage"
      action={
        may('coverage.write') && (
          <Button size="small" onClick={() => openAction({ action: 'coverage' })}>
            Add
          </Button>
        )
      }
    >
      {lead.coverages.length === 0 && (
        <Typography color="textSecondary" variant="body2">
          No insurance was given. That never stands in the way of help.
        </Typography>
      )}
      <Box sx={{ display: 'grid', gap: 2 }}>
        {lead.coverages.map((coverage) => (
          <Facts
            key={coverage.id}
            facts={[
              [
                'Payer',
                coverage.payerId ? (
                  <>
                    <NameOf resource="payers" id={coverage.payerId} />
                    <AsSaid payerId={coverage.payerId} said={coverage.payerText} />
                  </>
                ) : (
                  coverage.payerText
                ),
              ],
              ['Plan', labelOf(PLAN_TYPES, coverage.planType)],
              ['Member id', coverage.memberId],
              ['Group', coverage.groupNumber],
              [
                'Subscriber',
                [
                  coverage.subscriberName,
                  labelOf(RELATIONSHIPS, coverage.subscriberRelationship).toLowerCase(),
                ]
                  .filter(Boolean)
                  .join(', '),
              ],
            ]}
          />
        ))}
      </Box>
      <Box
        sx={{
          mt: 1.5,
          pt: 1.5,
          borderTop: 1,
          borderColor: 'divider',
          display: 'flex',
          alignItems: 'center',
        }}
      >
        <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
          Free or low-cost option:{' '}
          {lead.lowCostOfferedAt ? (
            <>
              offered <Moment at={lead.lowCostOfferedAt} />
            </>
          ) : (
            'not offered yet'
          )}
        </Typography>
        {lead.lowCostOfferedAt === null && may('lead.work') && (
          <Button size="small" onClick={() => openAction({ action: 'lowCost' })}>
            Record an offer
          </Button>
        )}
      </Box>
    </Panel>
  );
}
