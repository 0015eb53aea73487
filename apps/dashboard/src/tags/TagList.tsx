import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { TagView } from '#contract';
import { LeadTabs } from '../leads/LeadTabs';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { TagChip } from './TagChip';
import { TagEdit } from './TagEdit';

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'active', label: 'In use', value: true },
];

/** The tags leads may carry. */
export default function TagList() {
  const [open, setOpen] = useState<TagView | 'new' | null>(null);
  const mayWrite = useMe().may('tag.write');
  const columns: readonly Column<TagView>[] = [
    {
      key: 'name',
      label: 'Tag',
      sort: 'name',
      cell: (tag) => <TagChip tag={tag} />,
    },
    {
      key: 'created',
      label: 'Since',
      sort: 'createdAt',
      cell: (tag) => <Moment at={tag.createdAt} />,
    },
    {
      key: 'edit',
      label: 'Change',
      align: 'right',
      cell: (tag) =>
        mayWrite && (
          <Button size="small" aria-label={`Edit ${tag.name}`} onClick={() => setOpen(tag)}>
            Edit
          </Button>
        ),
    },
  ];
  return (
    <>
      <ListPage<TagView>
        resource="tags"
        title="Tags"
        about="Words that leads are marked with, and filtered by."
        sort={{ field: 'name', order: 'ASC' }}
        columns={columns}
        filters={FILTERS}
        startWith={IN_USE}
        searchLabel="Name"
        above={<LeadTabs here="/tags" />}
        onRow={mayWrite ? setOpen : undefined}
        card={(tag) => (
          <>
            <TagChip tag={tag} />
            {mayWrite && (
              <Button
                size="small"
                aria-label={`Edit ${tag.name}`}
                onClick={() => setOpen(tag)}
                sx={{ float: 'right' }}
              >
                Edit
              </Button>
            )}
          </>
        )}
        empty={{
          title: 'No tags yet',
          sentence: mayWrite
            ? 'Make the first one, and mark leads with it.'
            : 'A manager can make them.',
        }}
        actions={
          mayWrite && (
            <Button variant="contained" startIcon={<AddIcon />} onClick={() => setOpen('new')}>
              New tag
            </Button>
          )
        }
      />
      {open && <TagEdit tag={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

const IN_USE = { active: true };
