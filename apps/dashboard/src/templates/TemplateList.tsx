import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { LANGUAGES, labelOf, type TemplateView } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { CHANNEL_WORDS } from '../messages/message-words';

const languagesOf = (template: TemplateView): string =>
  template.texts
    .map(({ language, number }) => `${labelOf(LANGUAGES, language)} (version ${number})`)
    .join(', ');

const NameLink = ({ template }: { template: TemplateView }) => (
  <Link
    component={RouterLink}
    to={`/templates/${template.id}`}
    underline="hover"
    sx={{ fontWeight: 650, color: 'text.primary' }}
  >
    {template.name}
  </Link>
);

const COLUMNS: readonly Column<TemplateView>[] = [
  {
    key: 'name',
    label: 'Name',
    sort: 'name',
    cell: (template) => <NameLink template={template} />,
  },
  { key: 'channel', label: 'Way', cell: (template) => CHANNEL_WORDS[template.channel] },
  { key: 'texts', label: 'Texts', wrap: true, cell: languagesOf },
  {
    key: 'active',
    label: 'In use',
    cell: (template) => (template.active ? 'Yes' : 'No, retired'),
  },
  { key: 'updated', label: 'Changed', cell: (template) => <Moment at={template.updatedAt} /> },
];

const FILTERS: readonly ListFilter[] = [
  { kind: 'toggle', source: 'active', label: 'In use', value: true },
  { kind: 'toggle', source: 'channel', label: 'Texts', value: 'sms' },
  { kind: 'toggle', source: 'channel', label: 'E-mails', value: 'email' },
];

/** The prepared texts people write with. */
export default function TemplateList() {
  const { may } = useMe();
  return (
    <ListPage<TemplateView>
      resource="templates"
      title="Templates"
      about="Prepared texts and e-mails. A change becomes a new version; what was sent keeps its own."
      sort={{ field: 'name', order: 'ASC' }}
      columns={COLUMNS}
      filters={FILTERS}
      rowTo={(template) => `/templates/${template.id}`}
      card={(template) => (
        <Box>
          <NameLink template={template} />
          <Typography variant="body2" color="textSecondary">
            {CHANNEL_WORDS[template.channel]} · {languagesOf(template)}
            {!template.active && ' · retired'}
          </Typography>
        </Box>
      )}
      empty={{
        title: 'No templates yet',
        sentence: 'Write the first one: a text after a missed call, for instance.',
      }}
      actions={
        may('template.write') && (
          <Button
            component={RouterLink}
            to="/templates/create"
            variant="contained"
            startIcon={<AddIcon />}
          >
            New template
          </Button>
        )
      }
    />
  );
}
