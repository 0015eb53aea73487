import CalendarMonthOutlinedIcon from '@mui/icons-material/CalendarMonthOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Popover from '@mui/material/Popover';
import Switch from '@mui/material/Switch';
import { useState } from 'react';
import { WhenField } from '../../forms/WhenField';
import { daysOfPeriod } from '#contract';
import { PRESETS, type Preset } from './period';
import { useReportView } from './use-report-view';

const LONGEST = 1100;

/** Which days, and whether beside the days before. */
export function PeriodPicker() {
  const { view, today, period, set } = useReportView();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [own, setOwn] = useState(period);
  const days = daysOfPeriod(own);
  const usable = own.from <= own.to && days <= LONGEST;
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<CalendarMonthOutlinedIcon />}
        aria-haspopup="dialog"
        onClick={(event) => {
          setOwn(period);
          setAnchor(event.currentTarget);
        }}
      >
        {PRESETS[view.preset]}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Which days' } }}
      >
        <Box sx={{ p: 1.5, width: 300 }}>
          <MenuList dense autoFocusItem aria-label="Period">
            {(Object.keys(PRESETS) as Preset[])
              .filter((preset) => preset !== 'own')
              .map((preset) => (
                <MenuItem
                  key={preset}
                  selected={view.preset === preset}
                  onClick={() => {
                    set({ preset });
                    setAnchor(null);
                  }}
                >
                  {PRESETS[preset]}
                </MenuItem>
              ))}
          </MenuList>
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1, mt: 1 }}>
            <WhenField
              type="date"
              label="From"
              value={own.from}
              error={!usable}
              onChange={({ target }) => setOwn({ ...own, from: target.value })}
            />
            <WhenField
              type="date"
              label="To"
              value={own.to}
              error={!usable}
              onChange={({ target }) => setOwn({ ...own, to: target.value })}
            />
          </Box>
          <Button
            fullWidth
            variant="outlined"
            sx={{ mt: 1 }}
            disabled={!usable || own.from === '' || own.to === '' || own.from > today}
            onClick={() => {
              set({ preset: 'own', own });
              setAnchor(null);
            }}
          >
            {usable ? 'Show these days' : `At most ${LONGEST} days, the first one first`}
          </Button>
          <FormControlLabel
            sx={{ mt: 1 }}
            control={
              <Switch checked={view.compare} onChange={(_event, compare) => set({ compare })} />
            }
            label="Beside the period before"
          />
        </Box>
      </Popover>
    </>
  );
}
