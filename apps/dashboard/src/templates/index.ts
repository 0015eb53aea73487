import { lazy } from 'react';

export { TemplateList } from './TemplateList';
export const TemplatePage = lazy(() => import('./TemplatePage'));
