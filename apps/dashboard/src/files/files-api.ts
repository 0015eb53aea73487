import { HttpError } from 'react-admin';
import { type LeadFileView, MAX_FILE_BYTES } from '#contract';
import { send } from '../api/http-client';

const filesOf = (leadId: string) => `/api/leads/${encodeURIComponent(leadId)}/files`;

/** Where a file is downloaded from. */
export const fileAddress = ({ id, leadId }: Pick<LeadFileView, 'id' | 'leadId'>) =>
  `${filesOf(leadId)}/${encodeURIComponent(id)}`;

export const removeFile = (file: LeadFileView) =>
  send<LeadFileView[]>('POST', `${fileAddress(file)}/removal`, {});

/**
 * Sends a file and tells how much of it is there (0 to 1). Throws the desk's refusal; a file that is
 * too large is refused before it travels.
 */
export function uploadFile(
  leadId: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<void> {
  if (file.size > MAX_FILE_BYTES) {
    return Promise.reject(new HttpError('A file may have at most 10 MB.', 413));
  }
  return new Promise((resolve, reject) => {
    // fetch does not say how far an upload is.
    const request = new XMLHttpRequest();
    request.open('POST', filesOf(leadId));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve();
      else reject(new HttpError(messageOf(request.responseText), request.status));
    });
    request.addEventListener('error', () =>
      reject(new HttpError('The connection broke. The file was not kept; please try again.', 0)),
    );
    request.send(file);
  });
}

const FAILED = 'The file could not be kept. Please try again.';

function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' ? message : FAILED;
  } catch {
    return FAILED;
  }
}

/** "12 kB", "3.4 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
