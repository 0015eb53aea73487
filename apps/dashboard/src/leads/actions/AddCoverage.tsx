import { lazy, Suspense } from 'react';
import type { LeadDetail } from '#contract';
import { openAction } from './open-action';

const CoverageDialog = lazy(() => import('../../insurance/CoverageDialog'));

/** Adds a policy. */
export function AddCoverage({ lead }: { lead: LeadDetail }) {
  return (
    <Suspense fallback={null}>
      <CoverageDialog lead={lead} coverage={null} onClose={() => openAction(null)} />
    </Suspense>
  );
}
