import { useState, type FormEvent, type ReactNode } from 'react';
import { groupAbout, MOST_GUESTS, type GroupCard, type GuestTable } from '../../shared/group.ts';
import { guessColumns, guestsOf, type ColumnRole } from '../../shared/guest-list.ts';
import { DateField } from '../fields/date-field.tsx';
import { isCalendarDate } from '../fields/date-text.ts';
import { readGuestList, saveGroup } from '../flows/groups-flow.ts';
import { FormField } from '../settings/destinations/form-field.tsx';
import { Button } from '../shell/button.tsx';
import { FolderIcon } from '../shell/icons.tsx';
import { desk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ListColumns } from './list-columns.tsx';

export type ReadList = { readonly table: GuestTable; readonly roles: readonly ColumnRole[]; readonly heading: boolean };

/** What a group is, and its list of guests as pasted or from a file; for one that is there, guests are added. */
export function GroupForm({ group }: { readonly group: GroupCard | null }): ReactNode {
  const { groups: words } = useTexts();
  const { form } = words;
  const [name, setName] = useState(group?.name ?? '');
  const [expected, setExpected] = useState(group === null ? '' : String(group.expected));
  const [days, setDays] = useState({ arrival: group?.arrival ?? '', departure: group?.departure ?? '' });
  const [rooms, setRooms] = useState(group?.rooms ?? '');
  const [text, setText] = useState('');
  const [list, setList] = useState<ReadList | null>(null);
  const [tried, setTried] = useState(false);

  const take = (table: GuestTable | null): ReadList | null => {
    const read = table === null ? null : { table, ...guessColumns(table) };
    if (read !== null) setList(read);
    return read;
  };
  const found = list === null ? null : guestsOf(list.table, list.roles, list.heading);
  const wrongNumber = !/^\d{0,3}$/.test(expected.trim()) || Number(expected) > MOST_GUESTS;
  const wrongDay = (day: string): boolean => day !== '' && !isCalendarDate(day);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    // A list that was pasted and not read yet is not forgotten.
    const read = list ?? (text.trim() === '' ? null : take(await readGuestList(text)));
    if (text.trim() !== '' && read === null) return;
    const guests = read === null ? [] : guestsOf(read.table, read.roles, read.heading).guests;
    const about = groupAbout.safeParse({ name, expected: Number(expected) || guests.length, ...days, rooms });
    if (!about.success || wrongNumber || wrongDay(days.arrival) || wrongDay(days.departure)) return;
    await saveGroup(about.data, guests);
  };
  const dateFrame = (of: 'arrival' | 'departure') => ({
    id: `group-${of}`, label: form[of], origin: null, onVisit: () => undefined,
    sentences: tried && wrongDay(days[of]) ? [form.dateProblem] : [],
    mark: tried && wrongDay(days[of]) ? ('stop' as const) : ('plain' as const),
    value: days[of],
    onChange: (value: string) => setDays((old) => ({ ...old, [of]: value })),
  });
  return (
    <form className="group-card group-form" noValidate onSubmit={(event) => void save(event)}>
      <h2>{group === null ? form.newHeading : form.editHeading}</h2>
      <div className="group-form-fields">
        <FormField
          id="group-form-name" label={form.name} value={name} maxLength={80} onChange={setName}
          problem={tried && name.trim() === '' ? form.nameProblem : null}
        />
        <FormField
          id="group-form-expected" label={form.expected} value={expected} maxLength={3} onChange={setExpected}
          problem={tried && wrongNumber ? form.expectedProblem : null}
        />
        <DateField {...dateFrame('arrival')} />
        <DateField {...dateFrame('departure')} />
        <FormField id="group-form-rooms" label={form.rooms} value={rooms} maxLength={40} help={form.roomsHelp} onChange={setRooms} />
      </div>
      <div className="group-form-list">
        <label htmlFor="group-form-list">{group === null ? form.list : form.addList}</label>
        <p className="quiet" id="group-form-list-help">{form.listHelp}</p>
        <textarea
          id="group-form-list" className="field-input" rows={list === null ? 7 : 3} value={text} spellCheck={false}
          aria-describedby="group-form-list-help"
          onChange={(event) => {
            setText(event.target.value);
            setList(null);
          }}
        />
        <div className="group-form-deeds">
          <Button disabled={text.trim() === ''} onClick={() => void readGuestList(text).then(take)}>{form.read}</Button>
          <Button
            onClick={() => void readGuestList(null).then((table) => {
              if (take(table) !== null) setText('');
            })}
          >
            <FolderIcon />
            {form.file}
          </Button>
          <p role="status">{found === null ? '' : form.found(found.guests.length, found.skipped)}</p>
        </div>
      </div>
      {list === null ? null : <ListColumns list={list} onChange={setList} />}
      <div className="dialog-actions">
        <Button onClick={() => desk().setGroups({ groupForm: null })}>{form.cancel}</Button>
        <Button look="accent" type="submit">{form.save}</Button>
      </div>
    </form>
  );
}
