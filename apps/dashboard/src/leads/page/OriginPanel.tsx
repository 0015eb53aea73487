import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router-dom';
import type { ReactNode } from 'react';
import type { LeadDetail } from '#contract';
import { NameOf } from '../../words/NameOf';
import { Facts } from './Facts';
import { Panel } from './Panel';

type Fact = readonly [string, ReactNode];
/** A caller has no landing page, a form no number called: what cannot be is left out. */
const known = (facts: readonly Fact[]) => facts.filter(([, value]) => !!value);

/** How this person first came, and how they came the last time before they asked where that differs. */
export function OriginPanel({ lead }: { lead: LeadDetail }) {
  const { attribution } = lead;
  return (
    <Panel title="How they came">
      <Facts
        facts={known([
          ['Source', <NameOf key="source" resource="sources" id={lead.sourceId} />],
          [
            'Number called',
            lead.trackingNumberId && (
              <NameOf resource="tracking-numbers" id={lead.trackingNumberId} />
            ),
          ],
          ['Campaign', lead.campaign || attribution.utmCampaign],
          ['Landing page', attribution.landingPath],
          [
            'Came back by',
            lead.lastSourceId && lead.lastSourceId !== lead.sourceId && (
              <NameOf resource="sources" id={lead.lastSourceId} />
            ),
          ],
          ['Last campaign', lead.lastCampaign !== lead.campaign && lead.lastCampaign],
          ['Last landing page', attribution.lastLandingPath],
          [
            'Requests',
            lead.inquiryIds.length === 0
              ? null
              : lead.inquiryIds.map((inquiryId, index) => (
                  <span key={inquiryId}>
                    {index > 0 && ', '}
                    <Link component={RouterLink} to={`/inquiries/${inquiryId}/show`}>
                      {lead.inquiryIds.length === 1 ? 'As it came in' : `Request ${index + 1}`}
                    </Link>
                  </span>
                )),
          ],
        ])}
      />
    </Panel>
  );
}
