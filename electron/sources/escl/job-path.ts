/**
 * Where a new job lies on the device, from its `Location`: devices answer with an absolute address (now and then of
 * another host or scheme than they were asked by), an absolute path, or a relative one with or without their root. Only
 * the path counts. Null where nothing can be made of it.
 */
export function jobPath(location: string | undefined, root: string): string | null {
  if (location === undefined || location.trim() === '') return null;
  const given = location.trim();
  const absolute = /^https?:\/\//i.test(given) ? URL.parse(given)?.pathname : given.startsWith('/') ? given : undefined;
  const at = given.indexOf('ScanJobs/');
  const relative = at === -1 ? `${root}/ScanJobs/${given}` : `${root}/${given.slice(at)}`;
  const path = (absolute ?? relative).replace(/\/+$/, '');
  // Control signs and blanks would end the request line.
  return /^\/[\x21-\x7e]+$/.test(path) ? path : null;
}
