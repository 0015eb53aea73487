import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { HttpError, useGetOne } from 'react-admin';
import { Navigate, useParams } from 'react-router-dom';
import type { FacilityDetail } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Failure } from '../listing/states';
import { AccessPanel } from './AccessPanel';
import { ContactsPanel } from './ContactsPanel';
import { FacilityHeader } from './FacilityHeader';
import { FactsPanel } from './FactsPanel';
import { HistoryPanel } from './HistoryPanel';
import { HoldsPanel } from './HoldsPanel';
import { LicencesPanel } from './LicencesPanel';
import { MergesPanel } from './MergesPanel';
import { NotesPanel } from './NotesPanel';
import { ProgramsPanel } from './ProgramsPanel';

/** Keeps the whole record apart from the row a list left in the cache. */
const WHOLE = { whole: true };

/** One facility on one screen: what it offers to whom, who pays there, what is free, and how sure all of it is. */
export default function FacilityPage() {
  const { id = '' } = useParams();
  const {
    data: facility,
    error,
    isPending,
    refetch,
  } = useGetOne<FacilityDetail>('facilities', { id, meta: WHOLE }, { retry: 1 });
  useDocumentTitle(facility?.name ?? 'Facility');
  const mergedInto = mergedIntoOf(error);
  if (mergedInto) return <Navigate replace to={`/facilities/${mergedInto}/show`} />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending || !facility) return <Skeleton variant="rounded" height={480} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <FacilityHeader facility={facility} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.7fr) minmax(320px, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <ProgramsPanel facility={facility} />
          <HoldsPanel facility={facility} />
          <FactsPanel facility={facility} />
        </Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <ContactsPanel facility={facility} />
          <LicencesPanel facility={facility} />
          <NotesPanel facility={facility} />
          <AccessPanel facility={facility} />
          <MergesPanel facility={facility} />
          <HistoryPanel facilityId={facility.id} />
        </Box>
      </Box>
    </Box>
  );
}

/** The facility that this one is part of by now, when the desk says so. */
function mergedIntoOf(error: unknown): string | null {
  if (!(error instanceof HttpError)) return null;
  const { mergedInto } = (error.body ?? {}) as { mergedInto?: unknown };
  return typeof mergedInto === 'string' ? mergedInto : null;
}
