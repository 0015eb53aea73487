// A browser on a busy machine is late now and then: a story that failed is told once more, its first failure
// printed; at once, before a later part of the story has closed the page.
import { jest } from '@jest/globals';

jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
