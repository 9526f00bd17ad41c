import { useState, type FormEvent, type ReactNode } from 'react';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { FoundSource, SourcePlace } from '../../../shared/sources.ts';
import { addSource, findSources } from '../../flows/sources-flow.ts';
import { sayRefused } from '../../flows/say.ts';
import { Button } from '../../shell/button.tsx';
import { PlusIcon, StopIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';

/** Devices that answer a search, and a scanner by its address where none does. */
export function SourceSearch(): ReactNode {
  const { sources: words, sourceCodes } = useTexts();
  const search = useDesk((state) => state.sourceSearch);
  return (
    <section className="source-search" aria-label={words.find}>
      <div>
        <Button look="accent" onClick={() => void findSources()}>
          {search.kind === 'running' ? words.finding : words.find}
        </Button>
      </div>
      <div role="status">
        {search.kind === 'done' ? (
          <>
            {search.found.length === 0 ? <p className="source-nothing">{words.foundNothing}</p> : null}
            <ul className="source-found" aria-label={words.found}>
              {search.found.map((one) => (
                <Found key={placeKey(one.place)} found={one} />
              ))}
            </ul>
            {search.troubles.map(({ kind, code }) => (
              <p key={kind} className="destination-trouble">
                <StopIcon />
                {words.trouble(words.kinds[kind], sourceCodes[code])}
              </p>
            ))}
          </>
        ) : null}
      </div>
      <AddByAddress />
    </section>
  );
}

const placeKey = (place: SourcePlace): string => JSON.stringify(place);

function Found({ found: { name, place, known } }: { readonly found: FoundSource }): ReactNode {
  const { sources: words } = useTexts();
  const add = async (): Promise<void> => {
    const refused = await addSource(name, place);
    if (refused !== null) sayRefused(refused);
  };
  return (
    <li>
      <span className="source-found-name">{name}</span>
      <span className="quiet">{words.kinds[place.kind]}</span>
      {known ? (
        <span className="quiet">{words.known}</span>
      ) : (
        <Button aria-label={words.addLabel(name)} onClick={() => void add()}>
          <PlusIcon />
          {words.add}
        </Button>
      )}
    </li>
  );
}

function AddByAddress(): ReactNode {
  const { sources: words, errors } = useTexts();
  const [address, setAddress] = useState('');
  const [adding, setAdding] = useState(false);
  const [refused, setRefused] = useState<ErrorCode | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const typed = address.trim();
    if (typed === '' || adding) return;
    setAdding(true);
    const host = typed.replace(/^https?:\/\//i, '').replace(/[/:].*$/, '') || typed;
    const code = await addSource(host, { kind: 'escl', address: typed, uuid: '' });
    setAdding(false);
    setRefused(code);
    if (code === null) setAddress('');
  };
  return (
    <form className="source-address" noValidate onSubmit={(event) => void submit(event)}>
      <FormField
        id="source-address"
        label={words.address}
        value={address}
        maxLength={300}
        help={words.addressHelp}
        problem={refused === null ? null : errors[refused]}
        onChange={(text) => {
          setAddress(text);
          setRefused(null);
        }}
      />
      <Button type="submit">
        <PlusIcon />
        {words.add}
      </Button>
    </form>
  );
}
