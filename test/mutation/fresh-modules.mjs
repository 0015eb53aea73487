// A module hook for mutation testing: whatever of ours a test file marked `?fresh=<n>` imports is loaded anew with it.
const MARK = /\?(fresh=\d+)/;

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const mark = MARK.exec(context.parentURL ?? '')?.[1];
  const ours = found.url.startsWith('file:') && !found.url.includes('/node_modules/');
  if (!mark || !ours || !/\.tsx?$/.test(found.url)) return found;
  return { ...found, url: `${found.url}?${mark}` };
}
