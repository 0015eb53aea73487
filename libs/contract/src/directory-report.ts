import { z } from 'zod';
import { DIRECTORY_MISTAKES } from './facility-picklists.js';
import { codesOf } from './picklists.js';
import { optionalText } from './text.js';

/** What a visitor says is wrong about a listed facility. Nobody's name is asked. */
export const DirectoryReport = z
  .object({
    facilityId: z.uuid(),
    about: z.array(z.enum(codesOf(DIRECTORY_MISTAKES))).max(DIRECTORY_MISTAKES.length),
    text: optionalText(2000),
  })
  .refine(({ about, text }) => about.length > 0 || text !== undefined, {
    error: 'Please choose what is wrong, or write it.',
    path: ['about'],
  });
export type DirectoryReport = z.infer<typeof DirectoryReport>;
