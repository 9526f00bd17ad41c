/** Requisites of the contacts of a made-up portal and their templates, as strict as the documented methods. */
import { asObject, Refusal, type Values } from './bitrix24-values.ts';

export type Requisite = Values & { readonly ID: number };
export type Preset = { readonly name: string; readonly active: boolean; readonly fields: readonly string[] };

const COLUMNS = new Set([
  'ID', 'ENTITY_TYPE_ID', 'ENTITY_ID', 'PRESET_ID', 'NAME', 'XML_ID', 'ORIGINATOR_ID', 'RQ_LAST_NAME', 'RQ_FIRST_NAME',
  'RQ_IDENT_DOC', 'RQ_IDENT_DOC_NUM',
]);
const PRESET_COLUMNS = new Set(['ID', 'NAME', 'ACTIVE', 'COUNTRY_ID']);

/** `hasContact`: whether there is a contact with this id. */
export function createRequisites(hasContact: (id: number) => boolean) {
  const requisites = new Map<number, Requisite>();
  const presets = new Map<number, Preset>();
  let lastId = 30;

  function add({ fields: given }: Values): number {
    const fields = asObject(given, 'fields');
    if (![3, 4].includes(Number(fields['ENTITY_TYPE_ID']))) throw new Refusal(400, '', 'ENTITY_TYPE_ID is not defined or invalid.');
    if (!hasContact(Number(fields['ENTITY_ID']))) throw new Refusal(400, '', 'Entity not found.');
    if (!presets.has(Number(fields['PRESET_ID']))) throw new Refusal(400, '', 'PRESET_ID is not defined or invalid.');
    if (typeof fields['NAME'] !== 'string' || fields['NAME'] === '') throw new Refusal(400, '', 'NAME is not defined');
    lastId += 1;
    requisites.set(lastId, { ...known(fields), ID: lastId });
    return lastId;
  }

  function existing(id: unknown): Requisite {
    const found = requisites.get(Number(id));
    if (found === undefined) throw new Refusal(400, '', `The Requisite with ID '${String(id)}' is not found`);
    return found;
  }

  /** Numbers come back as text, as PHP has them. */
  function list({ filter, select, order }: Values) {
    const all = [...requisites.values()].map((one) => one as Values);
    return chosen(all, COLUMNS, { filter, select, order });
  }

  function listPresets({ filter, select, order }: Values) {
    const all = [...presets].map(([ID, { name, active }]): Values => ({ ID, NAME: name, ACTIVE: active ? 'Y' : 'N', COUNTRY_ID: 1 }));
    return chosen(all, PRESET_COLUMNS, { filter, select, order });
  }

  return {
    requisites, presets,
    /** Undefined for a method that is none of theirs. */
    call(method: string, params: Values): unknown {
      switch (method) {
        case 'crm.requisite.add': return add(params);
        case 'crm.requisite.list': return list(params);
        case 'crm.requisite.update': {
          const before = existing(params['id']);
          requisites.set(before.ID, { ...before, ...known(asObject(params['fields'], 'fields')), ID: before.ID });
          return true;
        }
        case 'crm.requisite.delete': {
          requisites.delete(existing(params['id']).ID);
          return true;
        }
        case 'crm.requisite.preset.list': return listPresets(params);
        case 'crm.requisite.preset.field.list': {
          const id = asObject(params['preset'], 'preset')['ID'];
          const preset = presets.get(Number(id));
          if (preset === undefined) throw new Refusal(400, '', `The Preset with ID '${String(id)}' is not found`);
          return preset.fields.map((name, at) => ({ ID: at + 1, FIELD_NAME: name, FIELD_TITLE: '', SORT: 500 + at }));
        }
        default: return undefined;
      }
    },
  };
}

/** What nobody knows is dropped without a word, as in contacts. */
const known = (fields: Values): Values =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => COLUMNS.has(name)));

function chosen(all: readonly Values[], columns: ReadonlySet<string>, { filter, select, order }: Values): Values[] {
  const conditions = Object.entries(asObject(filter ?? {}, 'filter'));
  const names = Object.values(asObject(select ?? [...columns], 'select')).map(String);
  for (const name of [...conditions.map(([one]) => one), ...names]) {
    if (!columns.has(name)) throw new Refusal(400, '100', `Unknown field definition \`${name}\``);
  }
  if (JSON.stringify(order) !== '{"ID":"ASC"}') throw new Refusal(400, '100', 'Invalid order');
  return all.filter((one) => conditions.every(([name, value]) => String(one[name]) === String(value)))
    .toSorted((a, b) => Number(a['ID']) - Number(b['ID'])).slice(0, 50)
    .map((one) => Object.fromEntries(names.map((name) => [name, String(one[name] ?? '')])));
}
