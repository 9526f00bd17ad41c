import { Input } from '@base-ui/react/input';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { DateField } from '../fields/date-field.tsx';
import { isCalendarDate } from '../fields/date-text.ts';
import { goToFound, searchRegistrations } from '../flows/registrations-flow.ts';
import { Button } from '../shell/button.tsx';
import { SearchIcon } from '../shell/icons.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Typing pauses this long before the list is searched, milliseconds. */
const PAUSE = 180;

const focusFirstRow = (): void => document.querySelector<HTMLElement>('.registrations-table .row-open')?.focus();

/** One field for name, number or date, and a range of days; Enter opens the one found or goes to the list. */
export function SearchBar(): ReactNode {
  const texts = useTexts();
  const rows = useDesk((state) => state.rows.length);
  const more = useDesk((state) => state.next !== null);
  const listed = useDesk((state) => state.listed.kind);
  const [search, setSearch] = useState(() => desk().search);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    const timer = setTimeout(() => {
      void searchRegistrations(search);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [search]);
  const dateFrame = (name: 'from' | 'to') => ({
    id: `search-${name}`,
    label: texts.registrations[name],
    origin: null,
    sentences: [],
    onVisit: () => undefined,
    mark: search[name] === '' || isCalendarDate(search[name]) ? ('plain' as const) : ('look' as const),
    value: search[name],
    onChange: (value: string) => setSearch((old) => ({ ...old, [name]: value })),
  });
  return (
    <div className="search-bar" role="search">
      <div className="field search-field">
        <div className="field-top">
          <label htmlFor="search-query">{texts.registrations.search}</label>
        </div>
        <div className="field-box">
          <SearchIcon className="search-icon" />
          <Input
            id="search-query"
            className="field-input"
            value={search.query}
            maxLength={80}
            autoComplete="off"
            spellCheck={false}
            title={texts.registrations.searchHint}
            onChange={(event) => setSearch((old) => ({ ...old, query: event.target.value }))}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
              event.preventDefault();
              void goToFound(search).then((several) => several && focusFirstRow());
            }}
          />
        </div>
      </div>
      <DateField {...dateFrame('from')} />
      <DateField {...dateFrame('to')} />
      {search.from === '' && search.to === '' ? null : (
        <Button className="search-clear" onClick={() => setSearch((old) => ({ ...old, from: '', to: '' }))}>
          {texts.registrations.clearDates}
        </Button>
      )}
      <p className="search-found quiet" role="status">
        {listed === 'done' ? texts.registrations.found(rows, more) : ''}
      </p>
    </div>
  );
}
