// The sheets of files that are sent: each page of a PDF or TIFF is one, as a scanner's feeder took it.

import { countPages } from "./service.js";

/** Whether a file may have pages. */
export const hasPages = (file) => /\.(?:pdf|tiff?)$/i.test(file.name) || /\/(?:pdf|tiff)$/.test(file.type);

/** Where the pages of `file` are counted: `[{page, name}]`; of a file without pages `page` is null. */
export async function sheetsOf(file) {
  if (!hasPages(file)) return [{ page: null, name: file.name }];
  const pages = await countPages(file);
  return Array.from({ length: pages }, (_, place) => ({ page: place + 1, name: pages > 1 ? `${file.name}#${place + 1}` : file.name }));
}
