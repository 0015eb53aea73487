import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { FacilityDetail, ProgramView } from '#contract';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { ProgramCard } from './ProgramCard';
import { ProgramDialog } from './ProgramDialog';

/** What is offered here. */
export function ProgramsPanel({ facility }: { facility: FacilityDetail }) {
  const { may } = useMe();
  const [editing, setEditing] = useState<ProgramView | 'new' | null>(null);
  return (
    <Panel
      title="Programs"
      action={
        may('facility.write') && (
          <Button startIcon={<AddIcon />} onClick={() => setEditing('new')}>
            Add a program
          </Button>
        )
      }
    >
      {facility.programs.length === 0 && (
        <Typography color="textSecondary">
          No program yet. Nobody can be matched here until there is one.
        </Typography>
      )}
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {facility.programs.map((program) => (
          <ProgramCard
            key={program.id}
            program={program}
            facts={facility.facts.filter((fact) => fact.recordId === program.id)}
            onEdit={may('facility.write') ? () => setEditing(program) : undefined}
          />
        ))}
      </Box>
      {editing && (
        <ProgramDialog
          facilityId={facility.id}
          program={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Panel>
  );
}
