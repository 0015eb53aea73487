import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { type ReactNode, useState } from 'react';
import { Panel } from '../../leads/page/Panel';
import { Emptiness, Failure } from '../../listing/states';
import { useDefinition } from '../asking/catalogue';
import { Definition } from './Definition';

interface ChartPanelProps {
  title: string;
  /** The number it shows; its definition stands below the title. */
  name?: string;
  pending: boolean;
  error: unknown;
  onRetry: () => void;
  /** Nothing to draw. */
  empty: boolean;
  height?: number;
  chart: ReactNode;
  /** The same numbers for everybody who does not see a chart, and on paper. */
  table: ReactNode;
}

/** A chart with what it means, and the table behind it. */
export function ChartPanel(props: ChartPanelProps) {
  const { title, name, pending, error, onRetry, empty, height = 300, chart, table } = props;
  const [asTable, setAsTable] = useState(false);
  const full = !pending && !error && !empty;
  return (
    <Panel
      title={title}
      action={
        full && (
          <Button size="small" className="screen-only" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show the chart' : 'Show as a table'}
          </Button>
        )
      }
    >
      {name && <Meaning name={name} />}
      {!!error && <Failure error={error} onRetry={onRetry} />}
      {pending && !error && <Skeleton variant="rounded" height={height} />}
      {!pending && !error && empty && (
        <Emptiness
          title="Nothing in this period"
          sentence="Choose other days or fewer filters; what comes in appears by itself."
        />
      )}
      {full && (
        <>
          <Box sx={{ display: asTable ? 'none' : 'block', mt: 1 }}>{chart}</Box>
          <Box
            sx={{
              display: asTable ? 'block' : 'none',
              mt: 1,
              overflowX: 'auto',
              '@media print': { display: 'block' },
            }}
          >
            {table}
          </Box>
        </>
      )}
    </Panel>
  );
}

function Meaning({ name }: { name: string }) {
  const definition = useDefinition(name);
  return definition ? <Definition definition={definition} /> : <Skeleton width="60%" />;
}
