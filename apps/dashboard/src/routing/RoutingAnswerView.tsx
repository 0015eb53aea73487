import CheckIcon from '@mui/icons-material/Check';
import RemoveIcon from '@mui/icons-material/Remove';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { RoutingAnswer } from '#contract';
import { NameOf } from '../words/NameOf';

/** Who would get it, why, and what each rule said. */
export function RoutingAnswerView({ answer }: { answer: RoutingAnswer }) {
  return (
    <Box sx={{ mt: 2, pt: 2, borderTop: 1, borderColor: 'divider' }}>
      <Typography variant="overline" color="textSecondary" component="p">
        It would go to
      </Typography>
      <Typography variant="h1" component="p">
        {answer.ownerName ??
          (answer.teamId ? (
            <>
              The queue of <NameOf resource="teams" id={answer.teamId} />
            </>
          ) : (
            'The queue'
          ))}
      </Typography>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
        {answer.why.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Box>
      <Typography variant="h3" component="h3" sx={{ mt: 2 }}>
        What each rule said
      </Typography>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, fontSize: '0.875rem' }}>
        {answer.rules.map((rule) => {
          const Icon = rule.matched ? CheckIcon : RemoveIcon;
          return (
            <Box
              component="li"
              key={rule.ruleId}
              sx={{ display: 'flex', gap: 1, py: 0.75, borderBottom: 1, borderColor: 'divider' }}
            >
              <Icon
                aria-hidden
                sx={{
                  fontSize: 18,
                  mt: 0.25,
                  color: rule.matched ? 'success.main' : 'text.secondary',
                }}
              />
              <Box sx={{ minWidth: 0 }}>
                <Box component="span" sx={{ fontWeight: 600 }}>
                  {rule.name}:{' '}
                  {rule.decided
                    ? 'decided'
                    : rule.matched
                      ? 'applies, found nobody'
                      : 'does not apply'}
                </Box>
                <Box sx={{ color: 'text.secondary' }}>{rule.because.join(' ')}</Box>
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
