import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router-dom';
import type { TemplateView } from '#contract';
import { useDocumentTitle } from '../layout/use-document-title';
import { Failure } from '../listing/states';
import { TemplateEditor, type TemplateLanguage } from './TemplateEditor';

/** One template, to read or to change; a new one without an id. */
export default function TemplatePage() {
  const { id = 'create' } = useParams();
  useDocumentTitle('Template');
  if (id === 'create') return <TemplateEditor template={null} />;
  return <Existing id={id} />;
}

function Existing({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useGetOne<TemplateView>(
    'templates',
    { id },
    { retry: 1, refetchOnWindowFocus: false },
  );
  // A save makes the editor anew; who wrote Spanish goes on in Spanish.
  const [language, setLanguage] = useState<TemplateLanguage>('en');
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton variant="rounded" height={420} />;
  return (
    <TemplateEditor
      key={`${id}-${data.version}`}
      template={data}
      startsIn={language}
      onLanguage={setLanguage}
    />
  );
}
