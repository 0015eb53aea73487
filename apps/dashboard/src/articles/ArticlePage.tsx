import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router-dom';
import type { ArticleDetail, ContentLanguage } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Failure } from '../listing/states';
import { ArticleEditor } from './ArticleEditor';

/** One page of the site, to read or to write; a new one without an id. */
export default function ArticlePage() {
  const { id = 'create' } = useParams();
  useDocumentTitle('Site page');
  if (id === 'create') return <ArticleEditor article={null} />;
  return <Existing id={id} />;
}

function Existing({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useGetOne<ArticleDetail>(
    'articles',
    { id, meta: WHOLE },
    { retry: 1, refetchOnWindowFocus: false },
  );
  // A save makes the editor anew; who wrote Spanish goes on in Spanish.
  const [language, setLanguage] = useState<ContentLanguage>('en');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton variant="rounded" height={480} />;
  return (
    <ArticleEditor
      key={`${id}-${data.version}`}
      article={data}
      startsIn={language}
      onLanguage={setLanguage}
    />
  );
}

/** Keeps the page with its versions apart from the row a list left in the cache. */
const WHOLE = { whole: true };
