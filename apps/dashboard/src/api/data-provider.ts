import simpleRestProvider from 'ra-data-simple-rest';
import { httpClient } from './http-client';

/** The records of the desk, in the dialect the desk speaks; used as it comes. */
export const dataProvider = simpleRestProvider('/api', httpClient);
