/** Installers of the desktop app. */
import { z } from 'zod';
import { platformSchema } from './common.ts';

export const downloadSchema = z.object({
  file: z.string(),
  platform: platformSchema,
  /** Bytes. */
  size: z.number().int(),
  /** Same-origin address of the file. */
  url: z.string(),
});
export const downloadListSchema = z.object({ downloads: z.array(downloadSchema) });
