import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { type RaRecord, useListContext } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { ChooseRow } from './ChooseRow';
import type { ListPageProps } from './ListPage';

/** The rows on a phone: one card each. */
export function CardList<T extends RaRecord>(props: ListPageProps<T>) {
  const { title, card, rowTo, onRow, rowName, bulk } = props;
  const { data, isPending } = useListContext<T>();
  const navigate = useNavigate();
  if (isPending) {
    return (
      <Box sx={{ p: 2, display: 'grid', gap: 1.5 }}>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} variant="rounded" height={72} />
        ))}
      </Box>
    );
  }
  return (
    <Box component="ul" aria-label={title} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {data?.map((row) => {
        const to = rowTo?.(row) ?? null;
        return (
          <Box
            component="li"
            key={row.id}
            onClick={(event) => {
              if ((event.target as HTMLElement).closest('a,button,input')) return;
              if (onRow) onRow(row);
              else if (to !== null) void navigate(to);
            }}
            sx={{
              px: 2,
              py: 1.5,
              borderBottom: 1,
              borderColor: 'divider',
              '&:last-of-type': { borderBottom: 0 },
            }}
          >
            {bulk === undefined ? (
              card(row)
            ) : (
              <Box sx={{ display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: 0.5 }}>
                <Box sx={{ ml: -1.25, mt: -0.5 }}>
                  <ChooseRow id={row.id} name={rowName?.(row) ?? ''} />
                </Box>
                <Box sx={{ minWidth: 0 }}>{card(row)}</Box>
              </Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
