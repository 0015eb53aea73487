import type { Language } from '#contract';

/** What the pages around an article say. */
export interface ArticleWords {
  index: { title: string; description: string; lead: string };
  more: string;
  all: string;
  onThisPage: string;
  by: (author: string) => string;
  published: (date: string) => string;
  updated: (date: string) => string;
  reviewed: (who: string, date: string) => string;
  notReviewed: string;
  otherLanguage: string;
  callTitle: string;
  callText: string;
  sources: string;
  sourcesHint: string;
  dated: (date: string) => string;
  related: string;
  share: string;
  shareSheet: string;
  shareHint: string;
  print: string;
  byMail: string;
  byText: string;
}

const en: ArticleWords = {
  index: {
    title: 'Plain words about treatment and recovery',
    description:
      'Short articles on signs, programs, money, family and staying well, each with its sources.',
    lead: 'Short articles for people who need help, and for the people who love them. Each one says where its facts come from.',
  },
  more: 'Continue reading',
  all: 'All articles',
  onThisPage: 'On this page',
  by: (author) => `By ${author}`,
  published: (date) => `Published ${date}`,
  updated: (date) => `Changed ${date}`,
  reviewed: (who, date) => `Reviewed by ${who}, ${date}`,
  notReviewed: 'Written from the public sources named below. No clinician has reviewed it yet.',
  otherLanguage: 'This page is not in English yet. This is the Spanish one.',
  callTitle: 'Talk with a person',
  callText:
    'We are a referral service. We look for programs that fit and have room. Talking to us costs nothing.',
  sources: 'Where this comes from',
  sourcesHint: 'The links lead away from this site.',
  dated: (date) => `(${date})`,
  related: 'Keep reading',
  share: 'Share this page',
  shareSheet: 'Share …',
  shareHint: 'Plain links. Nothing is loaded from these sites until you choose one.',
  print: 'Print',
  byMail: 'E-mail',
  byText: 'Text message',
};

const es: ArticleWords = {
  index: {
    title: 'Palabras claras sobre el tratamiento y la recuperación',
    description:
      'Artículos cortos sobre señales, programas, dinero, familia y cómo seguir bien, con sus fuentes.',
    lead: 'Artículos cortos para quien necesita ayuda y para quienes le quieren. Cada uno dice de dónde salen sus datos.',
  },
  more: 'Seguir leyendo',
  all: 'Todos los artículos',
  onThisPage: 'En esta página',
  by: (author) => `Por ${author}`,
  published: (date) => `Publicado el ${date}`,
  updated: (date) => `Cambiado el ${date}`,
  reviewed: (who, date) => `Revisado por ${who}, ${date}`,
  notReviewed:
    'Escrito a partir de las fuentes públicas que se nombran abajo. Ningún profesional de la salud lo ha revisado todavía.',
  otherLanguage: 'Esta página aún no está en español. Esta es la versión en inglés.',
  callTitle: 'Hable con una persona',
  callText:
    'Somos un servicio de referencia. Buscamos programas adecuados que tengan lugar. Hablar con nosotros no cuesta nada.',
  sources: 'De dónde sale esto',
  sourcesHint: 'Los enlaces llevan fuera de este sitio.',
  dated: (date) => `(${date})`,
  related: 'Siga leyendo',
  share: 'Compartir esta página',
  shareSheet: 'Compartir …',
  shareHint: 'Enlaces sencillos. No se carga nada de esos sitios hasta que usted elige uno.',
  print: 'Imprimir',
  byMail: 'Correo',
  byText: 'Mensaje de texto',
};

const WORDS: Record<Language, ArticleWords> = { en, es };

export function articleWords(language: Language): ArticleWords {
  return WORDS[language];
}
