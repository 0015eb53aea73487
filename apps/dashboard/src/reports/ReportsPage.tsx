import PrintOutlinedIcon from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Suspense, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { useDocumentTitle } from '../layout/use-document-title';
import { NotFound } from '../layout/edges';
import { PRINTED } from '../insurance/print-look';
import { Failure } from '../listing/states';
import { periodInWords } from './asking/period';
import { useCatalogue } from './asking/catalogue';
import { useReportView } from './asking/use-report-view';
import { FiltersButton } from './asking/FiltersButton';
import { PeriodPicker } from './asking/PeriodPicker';
import { type Drill, DrillProvider } from './drill/drill';
import { RecordsDrawer } from './drill/RecordsDrawer';
import { Recount } from './pieces/Recount';
import { type Section, SECTIONS } from './sections/sections';

const addressOf = ({ path }: Section) => (path === '' ? '/reports' : `/reports/${path}`);

/** The manager's numbers: one question a page, the same days and filters on all of them. */
export default function ReportsPage() {
  const { section = '' } = useParams();
  const here = SECTIONS.find(({ path }) => path === section);
  const [drill, setDrill] = useState<Drill | null>(null);
  const { period, view } = useReportView();
  const { data: catalogue, error, refetch } = useCatalogue();
  useDocumentTitle(here ? `Reports: ${here.label}` : 'Reports');
  if (!here) return <NotFound />;
  const { Page, label, about, ownDays = false } = here;
  return (
    <DrillProvider value={setDrill}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', ...PRINTED }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-end' }}>
          <Box sx={{ flex: 1, minWidth: 240 }}>
            <Typography variant="h1">{label}</Typography>
            <Typography color="textSecondary" variant="body2">
              {about}
            </Typography>
          </Box>
          <Box
            className="screen-only"
            sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
          >
            {!ownDays && (
              <>
                <PeriodPicker />
                <FiltersButton />
              </>
            )}
            <Button
              startIcon={<PrintOutlinedIcon />}
              onClick={() => window.print()}
              sx={{ display: { xs: 'none', sm: 'inline-flex' } }}
            >
              Print
            </Button>
          </Box>
        </Box>
        {!ownDays && (
          <Typography variant="body2" color="textSecondary" sx={{ mt: -1 }}>
            {periodInWords(period)}
            {view.compare && ', beside the period before'}
            {catalogue && ` · days of ${catalogue.timeZone.replaceAll('_', ' ')}`}
          </Typography>
        )}
        <SectionTabs here={here} />
        <Recount />
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : (
          <Suspense fallback={<Skeleton variant="rounded" height={360} />}>
            <Page />
          </Suspense>
        )}
      </Box>
      {drill && <RecordsDrawer drill={drill} onClose={() => setDrill(null)} />}
    </DrillProvider>
  );
}

function SectionTabs({ here }: { here: Section }) {
  const navigate = useNavigate();
  return (
    <Box className="screen-only" sx={{ mt: -0.5 }}>
      <Tabs
        component="nav"
        aria-label="Reports"
        value={here.path}
        variant="scrollable"
        sx={{ display: { xs: 'none', md: 'flex' }, borderBottom: 1, borderColor: 'divider' }}
      >
        {SECTIONS.map((section) => (
          <Tab
            key={section.path}
            value={section.path}
            label={section.label}
            component={Link}
            to={addressOf(section)}
            sx={{ minWidth: 0, px: 1 }}
          />
        ))}
      </Tabs>
      <TextField
        select
        fullWidth
        label="Report"
        value={here.path}
        onChange={({ target }) => {
          const section = SECTIONS.find(({ path }) => path === target.value);
          if (section) void navigate(addressOf(section));
        }}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        sx={{ display: { xs: 'flex', md: 'none' } }}
      >
        {SECTIONS.map(({ path, label }) => (
          <MenuItem key={path} value={path}>
            {label}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
}
