import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';
import type { ArticleDetail, ContentLanguage } from '#contract';
import { ConflictTable } from '../forms/ConflictTable';
import { useFields } from '../forms/use-fields';
import { useSubmission } from '../forms/use-submission';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { articleActions } from './article-api';
import { LANGUAGE_WORDS } from './article-words';
import { HistoryPanel } from './HistoryPanel';
import { PlaceFields, type PlaceValues } from './PlaceFields';
import { PublishPanel } from './PublishPanel';
import { slugFrom, typedTexts, wordsToSend } from './typed-words';
import { WordsEditor } from './WordsEditor';

interface ArticleEditorProps {
  article: ArticleDetail | null;
  startsIn?: ContentLanguage;
  onLanguage?: (language: ContentLanguage) => void;
}

/** Writes a page of the site: its words in each language beside how they read, and what of it is public. */
export function ArticleEditor({ article, startsIn = 'en', onLanguage }: ArticleEditorProps) {
  const me = useMe();
  const mayWrite = me.may('content.write');
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [language, setLanguage] = useState(startsIn);
  const [before] = useState(() => typedTexts(article, me.me?.name ?? ''));
  const [texts, setTexts] = useState(before);
  const form = useFields<PlaceValues>({
    kind: article?.kind ?? 'article',
    slug: article?.slug ?? '',
    payerId: article?.payerId ?? null,
    payerTyped: '',
    position: String(article?.position ?? 100),
  });
  const { busy, problem, conflict, run } = useSubmission(form.setErrors);
  const slug =
    article === null && form.values.slug === '' ? slugFrom(texts.en.title) : form.values.slug;
  const written = wordsToSend(texts, before);
  const changed =
    written.length > 0 ||
    slug !== article?.slug ||
    form.values.position !== String(article.position);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const position = Number(form.values.position);
      if (article === null) {
        const { kind, payerId } = form.values;
        const made = await articleActions.create({ kind, slug, payerId, position, texts: written });
        await queryClient.invalidateQueries({ queryKey: ['articles'] });
        notify('Kept as a draft. Publish it when it is ready.', { type: 'success' });
        void navigate(`/articles/${made.id}`);
        return;
      }
      // A conflict was shown with both values: saving now is the decision for one's own.
      const version = conflict ? Number(conflict.current.version) : article.version;
      await articleActions.edit(article.id, {
        version,
        slug,
        position,
        texts: written.length > 0 ? written : undefined,
      });
      await queryClient.invalidateQueries({ queryKey: ['articles'] });
      notify('Kept. The site shows it once it is published.', { type: 'success' });
    });
  };
  const text = article?.texts.find((each) => each.language === language);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box
        component="form"
        noValidate
        onSubmit={save}
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
      >
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: { xs: 1, sm: 2 } }}
        >
          <Typography variant="h1" sx={{ flex: '1 1 200px', minWidth: 0 }}>
            {article?.standings[0]?.title ?? 'New page'}
          </Typography>
          <Button component={Link} to="/articles" color="secondary">
            All pages
          </Button>
          {mayWrite && (
            <Button type="submit" variant="contained" loading={busy} disabled={!changed}>
              {conflict ? 'Use mine after all' : 'Save draft'}
            </Button>
          )}
        </Box>
        {conflict ? (
          <ConflictTable conflict={conflict} />
        ) : (
          problem && <Alert severity="error">{problem}</Alert>
        )}
        <Panel title="Words">
          <Tabs
            value={language}
            onChange={(_event, next: ContentLanguage) => {
              setLanguage(next);
              onLanguage?.(next);
            }}
            aria-label="Language"
            sx={{ mb: 2, borderBottom: 1, borderColor: 'divider' }}
          >
            {(['en', 'es'] as const).map((one) => (
              <Tab
                key={one}
                value={one}
                label={LANGUAGE_WORDS[one]}
                id={`words-tab-${one}`}
                aria-controls="words-panel"
              />
            ))}
          </Tabs>
          <Box role="tabpanel" id="words-panel" aria-labelledby={`words-tab-${language}`}>
            <WordsEditor
              key={language}
              language={language}
              value={texts[language]}
              readOnly={!mayWrite}
              errors={errorsOf(
                form.errors,
                written.findIndex((one) => one.language === language),
              )}
              onChange={(next) => setTexts({ ...texts, [language]: next })}
            />
          </Box>
        </Panel>
        <Panel title="Where it stands">
          <PlaceFields form={form} slug={slug} isNew={article === null} readOnly={!mayWrite} />
        </Panel>
      </Box>
      {article && (
        <>
          <PublishPanel article={article} text={text} unsaved={changed} language={language} />
          <HistoryPanel article={article} />
        </>
      )}
    </Box>
  );
}

/** What the desk said of the fields of one language: `texts.1.title` becomes `title`. */
function errorsOf(errors: Record<string, string>, at: number): Record<string, string> {
  const start = `texts.${at}.`;
  return Object.fromEntries(
    Object.entries(errors).flatMap(([name, sentence]) => {
      if (!name.startsWith(start)) return [];
      const [field = ''] = name.slice(start.length).split('.');
      return [[field, sentence]];
    }),
  );
}
