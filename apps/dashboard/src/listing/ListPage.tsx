import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { ListBase, type RaRecord, type SortPayload } from 'react-admin';
import type { ViewResource } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import type { Column, FilterValues, ListFilter } from './column';
import { ListBody } from './ListBody';
import { ListTools } from './ListTools';
import { Pager } from './Pager';
import { ViewsButton } from '../views/ViewsButton';

export interface ListPageProps<T extends RaRecord> {
  resource: string;
  title: string;
  /** One sentence that says what one sees here. */
  about?: ReactNode;
  sort: SortPayload;
  columns: readonly Column<T>[];
  /** A row on the phone. */
  card: (row: T) => ReactNode;
  rowTo?: (row: T) => string | null;
  onRow?: (row: T) => void;
  filters?: readonly ListFilter[];
  filter?: FilterValues;
  startWith?: FilterValues;
  searchLabel?: string;
  /** What it means when there is nothing, and what will change that. */
  empty: { title: string; sentence: string; action?: ReactNode };
  actions?: ReactNode;
  /** Above the tools: tabs, for instance. */
  above?: ReactNode;
  /** The list has saved views of this name. */
  views?: ViewResource;
  /** What may be done with several rows at once; with it, rows can be chosen. */
  bulk?: ReactNode;
  /** What a row is called where it is chosen. */
  rowName?: (row: T) => string;
}

/** A list of records: what it is, how to narrow it, the rows, the pages. List state lives in memory only. */
export function ListPage<T extends RaRecord>(props: ListPageProps<T>) {
  useDocumentTitle(props.title);
  return (
    <ListBase
      resource={props.resource}
      sort={props.sort}
      perPage={25}
      filter={props.filter}
      filterDefaultValues={props.startWith}
      debounce={250}
      disableSyncWithLocation
      exporter={false}
      storeKey={`${props.resource}.listParams`}
      queryOptions={{ retry: 1, onError: () => undefined }}
    >
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 2, mb: 2, flexWrap: 'wrap' }}>
        <Box sx={{ flex: 1, minWidth: 220 }}>
          <Typography variant="h1">{props.title}</Typography>
          {props.about !== undefined && (
            <Typography color="textSecondary" variant="body2" sx={{ mt: 0.25 }}>
              {props.about}
            </Typography>
          )}
        </Box>
        {props.actions}
      </Box>
      {props.above}
      <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 2, overflow: 'hidden' }}>
        {(props.filters !== undefined || props.searchLabel !== undefined) && (
          <ListTools
            resource={props.resource}
            columns={props.columns}
            filters={props.filters ?? []}
            searchLabel={props.searchLabel}
            beside={
              props.views && (
                <ViewsButton
                  resource={props.views}
                  columns={props.columns}
                  own={{ filter: props.startWith ?? {}, sort: props.sort }}
                />
              )
            }
          />
        )}
        {props.bulk}
        <ListBody {...props} />
        <Pager />
      </Paper>
    </ListBase>
  );
}
