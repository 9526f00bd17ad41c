/** An element without its namespace prefix: devices choose prefixes as they like. `text` is what stands directly in it. */
export type XmlElement = { readonly name: string; readonly text: string; readonly children: readonly XmlElement[] };

/** A device's answer has some kilobytes; what is nested deeper than this was not written by a scanner. */
const MOST_DEPTH = 40;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the XML that scanners write. Declarations and comments are passed over and no entity but the five of XML and
 * numbered ones is resolved, so that a hostile device can neither name files nor let a little text grow. Null where the
 * text is not well-formed.
 */
export function readXml(source: string): XmlElement | null {
  const open: { name: string; tag: string; text: string; children: XmlElement[] }[] = [];
  const top = { name: '', tag: '', text: '', children: [] as XmlElement[] };
  const here = () => open.at(-1) ?? top;
  const token = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>[]*>|<(\/?)([A-Za-z_][\w.:-]*)((?:"[^"]*"|'[^']*'|[^"'<>])*?)(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let found = token.exec(source); found !== null; found = token.exec(source)) {
    at = token.lastIndex;
    const [, cdata, closes, tag, , isEmpty, text] = found;
    if (text !== undefined) here().text += resolved(text);
    else if (cdata !== undefined) here().text += cdata;
    else if (tag === undefined) continue;
    else if (closes === '/') {
      const ended = open.pop();
      if (ended?.tag !== tag) return null;
      here().children.push({ name: ended.name, text: ended.text.trim(), children: ended.children });
    } else {
      const name = tag.slice(tag.indexOf(':') + 1);
      if (isEmpty === '/') here().children.push({ name, text: '', children: [] });
      else open.push({ name, tag, text: '', children: [] });
      if (open.length > MOST_DEPTH) return null;
    }
  }
  const [root, ...more] = top.children;
  const wellFormed = at === source.length && open.length === 0 && more.length === 0 && top.text.trim() === '';
  return wellFormed && root !== undefined ? root : null;
}

const resolved = (text: string): string => text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (all, decimal, hex, name) => {
  if (name !== undefined) return ENTITIES[name] ?? all;
  const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
  return point <= 0x10_ff_ff ? String.fromCodePoint(point) : all;
});

/** The first child of that name, and of that the first, and so on; undefined where there is none. */
export function find(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
}

/** The text of what `find` finds; '' where there is none. */
export const textAt = (element: XmlElement | undefined, ...names: readonly string[]): string => find(element, ...names)?.text ?? '';

/** Every element of that name, however deep. */
export function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}
