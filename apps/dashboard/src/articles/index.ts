import { lazy } from 'react';

export const ArticleList = lazy(() => import('./ArticleList'));
export const ArticlePage = lazy(() => import('./ArticlePage'));
