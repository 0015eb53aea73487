import { lazy } from 'react';

export const TemplateList = lazy(() => import('./TemplateList'));
export const TemplatePage = lazy(() => import('./TemplatePage'));
