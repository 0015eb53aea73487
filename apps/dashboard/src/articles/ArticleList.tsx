import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { type ArticleRow, CONTENT_KINDS, labelOf } from '#contract';
import type { Column, ListFilter } from '../listing/column';
import { ListPage } from '../listing/ListPage';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { reviewInWords } from './article-words';
import { StandingMark } from './StandingMark';

const titleOf = ({ standings, slug }: ArticleRow) => standings[0]?.title ?? slug;

const TitleLink = ({ article }: { article: ArticleRow }) => (
  <Link
    component={RouterLink}
    to={`/articles/${article.id}`}
    underline="hover"
    sx={{ fontWeight: 650, color: 'text.primary' }}
  >
    {titleOf(article)}
  </Link>
);

const Marks = ({ article }: { article: ArticleRow }) => (
  <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
    {article.standings.map((standing) => (
      <StandingMark key={standing.language} standing={standing} />
    ))}
  </Box>
);

const reviewOf = ({ standings }: ArticleRow) => {
  const [first] = standings;
  return first ? reviewInWords(first) : '';
};

const COLUMNS: readonly Column<ArticleRow>[] = [
  { key: 'title', label: 'Title', wrap: true, cell: (article) => <TitleLink article={article} /> },
  {
    key: 'kind',
    label: 'Kind',
    sort: 'kind',
    cell: ({ kind }) => labelOf(CONTENT_KINDS, kind),
  },
  { key: 'standing', label: 'Standing', cell: (article) => <Marks article={article} /> },
  { key: 'review', label: 'Review', wrap: true, cell: reviewOf },
  {
    key: 'position',
    label: 'Place',
    sort: 'position',
    align: 'right',
    cell: ({ position }) => position,
  },
  {
    key: 'updated',
    label: 'Changed',
    sort: 'updatedAt',
    cell: ({ updatedAt }) => <Moment at={updatedAt} />,
  },
];

const FILTERS: readonly ListFilter[] = [
  ...CONTENT_KINDS.map(
    ({ code, label }): ListFilter => ({
      kind: 'toggle',
      source: 'kind',
      label: `${label}s`,
      value: code,
    }),
  ),
  { kind: 'toggle', source: 'unreviewed', label: 'Nobody has reviewed', value: true },
];

/** What the public reads, and what is being written for it. */
export default function ArticleList() {
  const { may } = useMe();
  return (
    <ListPage<ArticleRow>
      resource="articles"
      title="Site pages"
      about="Articles, questions and pages of the public site. A change is a new version; the site keeps the one that was published."
      sort={{ field: 'position', order: 'ASC' }}
      columns={COLUMNS}
      filters={FILTERS}
      rowTo={({ id }) => `/articles/${id}`}
      card={(article) => (
        <Box sx={{ display: 'grid', gap: 0.75 }}>
          <TitleLink article={article} />
          <Typography variant="body2" color="textSecondary">
            {labelOf(CONTENT_KINDS, article.kind)} · {reviewOf(article)}
          </Typography>
          <Marks article={article} />
        </Box>
      )}
      empty={{
        title: 'No pages here',
        sentence: 'Write the first one, or look without a filter.',
      }}
      actions={
        may('content.write') && (
          <Button
            component={RouterLink}
            to="/articles/create"
            variant="contained"
            startIcon={<AddIcon />}
          >
            New page
          </Button>
        )
      }
    />
  );
}
