import { CHILD_ENVIRONMENT, CHILD_FLAGS, type ReaderChild } from '../ocr/supervisor.ts';
import type { PagesChild } from '../pages/page-splitter.ts';
import { forkUtility } from './utility-child.ts';

/** The child that reads pictures. */
export const forkOcrProcess = (entry: string): ReaderChild =>
  forkUtility({ entry, name: 'ocr', environment: CHILD_ENVIRONMENT, flags: CHILD_FLAGS });

/** The child that takes files of several pages apart. */
export const forkPagesProcess = (entry: string): PagesChild =>
  forkUtility({ entry, name: 'pages', environment: CHILD_ENVIRONMENT, flags: CHILD_FLAGS });
