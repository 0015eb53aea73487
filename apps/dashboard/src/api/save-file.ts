/** Hands a file to the browser under a name. */
export function handOver(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Fetches a file and hands it to the browser under a name; throws the desk's sentence when it refuses. */
export async function saveFile(path: string, name: string, how: RequestInit = {}): Promise<void> {
  const answer = await fetch(path, { credentials: 'same-origin', ...how });
  if (!answer.ok) {
    const body = (await answer.json().catch(() => null)) as { message?: string } | null;
    throw new Error(body?.message ?? 'The file could not be made. Please try again.');
  }
  handOver(await answer.blob(), name);
}
