import ArrowDownwardIcon from '@mui/icons-material/ArrowDownward';
import ArrowUpwardIcon from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import type { RoutingRuleView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { routingActions, RULES_KEY } from './routing-api';

interface RuleListProps {
  rules: readonly RoutingRuleView[];
  onOpen: ((rule: RoutingRuleView) => void) | undefined;
}

/** The rules as sentences, in order; moved by buttons, or with Alt and an arrow key. */
export function RuleList({ rules, onOpen }: RuleListProps) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [said, setSaid] = useState('');
  const again = () => queryClient.invalidateQueries({ queryKey: RULES_KEY });
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    }
    await again();
  };
  const move = (rule: RoutingRuleView, by: 1 | -1) => {
    const from = rules.indexOf(rule);
    const to = from + by;
    const other = rules[to];
    if (!other) return;
    const order = rules.map((each, index) => (index === from ? other : index === to ? rule : each));
    queryClient.setQueryData(RULES_KEY, order);
    setSaid(`${rule.name} is now number ${to + 1} of ${rules.length}.`);
    void attempt(() => routingActions.order(order.map(({ id }) => id)));
  };
  const turn = (rule: RoutingRuleView, active: boolean) => {
    const { version, name, conditions, target } = rule;
    void attempt(() => routingActions.edit(rule.id, { version, name, conditions, target, active }));
  };
  const onKey = (event: KeyboardEvent, rule: RoutingRuleView) => {
    if (!event.altKey || !onOpen) return;
    if (event.key === 'ArrowUp') move(rule, -1);
    else if (event.key === 'ArrowDown') move(rule, 1);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {rules.map((rule, index) => (
          <Box
            component="li"
            key={rule.id}
            onKeyDown={(event) => onKey(event, rule)}
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: '24px minmax(0, 1fr)', sm: '24px minmax(0, 1fr) auto' },
              columnGap: 1,
              alignItems: 'start',
              py: 1.25,
              borderTop: index === 0 ? 0 : 1,
              borderColor: 'divider',
            }}
          >
            <Box component="span" sx={{ color: 'text.secondary', fontWeight: 600, pt: 0.25 }}>
              {index + 1}
            </Box>
            <Box sx={{ minWidth: 0 }}>
              <Typography
                sx={{ fontWeight: 600, color: rule.active ? undefined : 'text.secondary' }}
              >
                {rule.name}
                {!rule.active && ' (off)'}
              </Typography>
              <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
                {rule.sentence}
              </Typography>
            </Box>
            {onOpen && (
              <Box
                sx={{
                  gridColumn: { xs: 2, sm: 'auto' },
                  display: 'flex',
                  alignItems: 'center',
                  ml: { xs: -1, sm: 0 },
                }}
              >
                <IconButton
                  aria-label={`Move up: ${rule.name}`}
                  disabled={index === 0}
                  onClick={() => move(rule, -1)}
                >
                  <ArrowUpwardIcon fontSize="small" />
                </IconButton>
                <IconButton
                  aria-label={`Move down: ${rule.name}`}
                  disabled={index === rules.length - 1}
                  onClick={() => move(rule, 1)}
                >
                  <ArrowDownwardIcon fontSize="small" />
                </IconButton>
                <Switch
                  size="small"
                  checked={rule.active}
                  onChange={(_event, active) => turn(rule, active)}
                  slotProps={{ input: { 'aria-label': `In use: ${rule.name}` } }}
                />
                <Button size="small" onClick={() => onOpen(rule)} aria-label={`Edit: ${rule.name}`}>
                  Edit
                </Button>
              </Box>
            )}
          </Box>
        ))}
      </Box>
      {onOpen && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          Alt + ↑ or ↓ on a rule moves it.
        </Typography>
      )}
      <Box
        role="status"
        sx={{
          position: 'absolute',
          width: '1px',
          height: '1px',
          overflow: 'hidden',
          clipPath: 'inset(50%)',
        }}
      >
        {said}
      </Box>
    </>
  );
}
