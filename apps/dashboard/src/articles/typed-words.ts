import type { ArticleDetail, ContentLanguage, ContentSource, ContentWords } from '#contract';

/** The words of one language as they are typed; sources one a line. */
export interface TypedWords {
  title: string;
  teaser: string;
  body: string;
  author: string;
  sources: string;
  pictureId: string | null;
}
export type TypedTexts = Record<ContentLanguage, TypedWords>;

export function typedTexts(article: ArticleDetail | null, author: string): TypedTexts {
  const of = (language: ContentLanguage): TypedWords => {
    const text = article?.texts.find((each) => each.language === language);
    return {
      title: text?.title ?? '',
      teaser: text?.teaser ?? '',
      body: text?.body ?? '',
      author: text?.author ?? author,
      sources: (text?.sources ?? []).map(sourceLine).join('\n'),
      pictureId: text?.pictureId ?? null,
    };
  };
  return { en: of('en'), es: of('es') };
}

/** The languages that were written in and differ from before. */
export function wordsToSend(texts: TypedTexts, before: TypedTexts): ContentWords[] {
  return (['en', 'es'] as const).flatMap((language) => {
    const typed = texts[language];
    if (JSON.stringify(typed) === JSON.stringify(before[language])) return [];
    const { title, teaser, body, author, pictureId } = typed;
    return [
      { language, title, teaser, body, author, pictureId, sources: sourcesOf(typed.sources) },
    ];
  });
}

/** `Publisher | Title | https://… | date`, one a line. */
export function sourcesOf(text: string): ContentSource[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [publisher = '', title = '', url = '', dated = ''] = line
        .split('|')
        .map((part) => part.trim());
      return { publisher, title, url, dated: dated === '' ? undefined : dated };
    });
}

function sourceLine({ publisher, title, url, dated }: ContentSource): string {
  return [publisher, title, url, ...(dated ? [dated] : [])].join(' | ');
}

/** An address from a title: "Signs of a relapse" becomes "signs-of-a-relapse". */
export function slugFrom(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '');
}
