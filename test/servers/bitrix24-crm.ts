/** The contacts of a made-up Bitrix24 portal, and the methods we call, as strict as the documented ones. */
import { createRequisites } from './bitrix24-requisites.ts';
import { asObject, Refusal, type Values } from './bitrix24-values.ts';

export type Contact = Values & { readonly id: number };

const PAGE = 50;
const STANDARD: Readonly<Record<string, string>> = {
  id: 'integer', name: 'string', secondName: 'string', lastName: 'string', birthdate: 'date', opened: 'boolean',
  export: 'boolean', originatorId: 'string', originId: 'string', comments: 'text', fm: 'crm_multifield',
};
const READ_ONLY = new Set(['id']);

export function createCrm() {
  const contacts = new Map<number, Contact>();
  const custom = new Map<string, string>();
  const { requisites, presets, ...ofRequisites } = createRequisites((id) => contacts.has(id));
  let lastId = 100;
  let lastFm = 0;

  const typeOf = (name: string): string | undefined => STANDARD[name] ?? custom.get(name);

  /** Unknown and read-only fields are dropped without a word, as the real one does. */
  function accepted(fields: unknown): Values {
    const kept: Values = {};
    for (const [name, value] of Object.entries(asObject(fields, 'fields'))) {
      const type = typeOf(name);
      if (type === undefined || READ_ONLY.has(name) || name === 'fm') continue;
      if (!isValid(type, value)) throw new Refusal(400, 'CRM_FIELD_ERROR_VALUE_NOT_VALID', `Invalid value of ${name}`);
      kept[name] = value;
    }
    return kept;
  }

  /** Values without an id are added, whether they are there already or not. */
  function multiFields(before: unknown, fields: unknown): unknown[] {
    const added = asObject(fields, 'fields')['fm'];
    const list = Array.isArray(added) ? added : [];
    return [...(Array.isArray(before) ? before : []), ...list.map((one) => ({ id: (lastFm += 1), ...asObject(one, 'fm') }))];
  }

  function add({ fields }: Values) {
    lastId += 1;
    const contact = { opened: 'Y', export: 'Y', ...accepted(fields), fm: multiFields([], fields), id: lastId };
    contacts.set(lastId, contact);
    return { item: contact };
  }

  function update({ id, fields }: Values) {
    const before = contacts.get(Number(id));
    if (!before) throw new Refusal(400, 'NOT_FOUND', 'Element not found');
    const contact = { ...before, ...accepted(fields), fm: multiFields(before['fm'], fields), id: before.id };
    contacts.set(before.id, contact);
    return { item: contact };
  }

  /** The older method: it alone takes phones away. Names in capitals. */
  function updateContact({ id, fields }: Values): boolean {
    const before = contacts.get(Number(id));
    if (!before) throw new Refusal(400, '', 'Not found');
    const { PHONE: phones, ...others } = asObject(fields, 'fields');
    if (Object.keys(others).length > 0) throw new Error('nothing else is asked of the older method');
    const gone = (Array.isArray(phones) ? phones : []).map((one) => asObject(one, 'PHONE'))
      .filter((one) => one['DELETE'] === 'Y').map((one) => Number(one['ID']));
    const fm = (Array.isArray(before['fm']) ? before['fm'] : [])
      .filter((one) => !gone.includes(Number(asObject(one, 'fm')['id'])));
    contacts.set(before.id, { ...before, fm });
    return true;
  }

  function list({ filter, select, order, start }: Values) {
    const conditions = Object.entries(asObject(filter ?? {}, 'filter')).map(([key, value]) => {
      const [, operator = '', name = ''] = /^(>=|<=|>|<|=|)(\w+)$/.exec(key) ?? [];
      if (typeOf(name) === undefined || name === 'fm') {
        throw new Refusal(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${key}' is not allowed in filter`);
      }
      return (contact: Contact): boolean => compares(operator, contact[name], value);
    });
    if (JSON.stringify(order) !== '{"id":"ASC"}') throw new Refusal(400, 'INVALID_ARG_VALUE', 'Invalid order');
    const found = [...contacts.values()].filter((contact) => conditions.every((holds) => holds(contact)))
      .sort((a, b) => a.id - b.id);
    const from = Math.max(0, Number(start ?? 0));
    const names = Object.values(asObject(select ?? ['*'], 'select'));
    const items = found.slice(from, from + PAGE).map((contact) => (names.includes('*') ? contact : Object.fromEntries(
      ['id', ...names].filter((name) => name !== 'fm').map((name) => [name, contact[String(name)] ?? null]),
    )));
    return { items };
  }

  function addField({ fields }: Values) {
    const { FIELD_NAME: given, USER_TYPE_ID: type } = asObject(fields, 'fields');
    const name = `UF_CRM_${String(given).toUpperCase().replace(/^UF_(CRM_)?/, '')}`;
    if (!/^[A-Z0-9_]{8,50}$/.test(name) || custom.has(name)) throw new Refusal(400, '', 'The field cannot be added');
    custom.set(name, String(type));
    return lastId;
  }

  return {
    contacts, custom, requisites, presets,
    call(method: string, params: Values): unknown {
      if (method.startsWith('crm.item.') && Number(params['entityTypeId']) !== 3) throw new Refusal(400, 'NOT_FOUND');
      // With names in camel case ours would be unknown, and unknown fields are ignored.
      if (method.startsWith('crm.item.') && params['useOriginalUfNames'] !== 'Y') throw new Error('asked without original names');
      switch (method) {
        case 'crm.item.add': return add(params);
        case 'crm.item.update': return update(params);
        case 'crm.item.list': return list(params);
        case 'crm.item.fields': {
          const all = [...Object.entries(STANDARD), ...custom];
          return { fields: Object.fromEntries(all.map(([name, type]) => [name, { type, isReadOnly: READ_ONLY.has(name) }])) };
        }
        case 'crm.contact.userfield.add': return addField(params);
        case 'crm.contact.update': return updateContact(params);
        default: {
          const answer = ofRequisites.call(method, params);
          if (answer === undefined) throw new Refusal(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!');
          return answer;
        }
      }
    },
  };
}

function isValid(type: string, value: unknown): boolean {
  // An empty value clears a field of any type.
  if (value === '') return true;
  switch (type) {
    case 'date': return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'boolean': return value === 'Y' || value === 'N';
    case 'double': return typeof value === 'number' && Number.isFinite(value);
    default: return typeof value === 'string' && value.length <= 255;
  }
}

function compares(operator: string, actual: unknown, wanted: unknown): boolean {
  switch (operator) {
    case '>': return Number(actual) > Number(wanted);
    case '<': return Number(actual) < Number(wanted);
    case '>=': return Number(actual) >= Number(wanted);
    case '<=': return Number(actual) <= Number(wanted);
    default: return String(actual) === String(wanted);
  }
}
