import { useRef, useState } from 'react';
import { sentenceOf } from '../api/refusal';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { uploadFile } from './files-api';

/** A file on its way, or why it was refused. */
export interface Upload {
  key: number;
  name: string;
  share: number;
  problem: string | null;
}

/** Sends files one after the other; a refused one stays in sight until it is waved away. */
export function useUploads(leadId: string) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const next = useRef(0);
  const refresh = useRefreshLead();
  const change = (key: number, patch: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...patch } : each)));
  const drop = (key: number) => setUploads((all) => all.filter((each) => each.key !== key));
  const add = async (files: readonly File[]) => {
    const queue = files.map((file) => {
      next.current += 1;
      return { file, key: next.current };
    });
    setUploads((all) => [
      ...all,
      ...queue.map(({ file, key }) => ({ key, name: file.name, share: 0, problem: null })),
    ]);
    for (const { file, key } of queue) {
      try {
        await uploadFile(leadId, file, (share) => change(key, { share }));
        await refresh(leadId);
        drop(key);
      } catch (cause) {
        change(key, { problem: sentenceOf(cause) });
      }
    }
  };
  return { uploads, add, drop };
}
