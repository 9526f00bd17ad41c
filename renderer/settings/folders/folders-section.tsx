import { Switch } from '@base-ui/react/switch';
import { useEffect, useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/contract.ts';
import type { FolderTest, WatchedFolder } from '../../../shared/watched-folder.ts';
import { showMoment } from '../../fields/date-text.ts';
import { addFolder, editFolder, loadFolders, offerFolderRemoval, testFolder } from '../../flows/folders-flow.ts';
import { Button } from '../../shell/button.tsx';
import { PlusIcon, StopIcon, SureIcon, WaitIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';
import '../destinations/destinations.css';
import '../sources/sources.css';
import './folders.css';

/** Folders the desk takes documents out of, each with what it does now. */
export function FoldersSection(): ReactNode {
  const { folders: words } = useTexts();
  const folders = useDesk((state) => state.folders);
  const storage = useDesk((state) => state.status?.storage.kind);
  useEffect(() => {
    void loadFolders();
  }, [storage]);
  return (
    <>
      <p className="settings-lead">{words.lead}</p>
      {folders === null ? null : folders.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="destination-list">
          {folders.map((folder) => (
            <FolderItem key={folder.id} folder={folder} />
          ))}
        </ul>
      )}
      <div className="destination-add">
        <Button onClick={() => void addFolder()}>
          <PlusIcon />
          {words.add}
        </Button>
      </div>
    </>
  );
}

function FolderItem({ folder }: { readonly folder: WatchedFolder }): ReactNode {
  const texts = useTexts();
  const { folders: words, destinations } = texts;
  const { state, unread } = folder;
  const on = state.kind !== 'off';
  const [naming, setNaming] = useState(false);
  const [test, setTest] = useState<Test>(null);
  return (
    <li className="destination" data-on={on}>
      <div className="destination-head">
        <h3>{folder.name}</h3>
        <label className="switch-row">
          <Switch.Root
            className="switch"
            aria-label={words.on(folder.name)}
            checked={on}
            onCheckedChange={(next) => void editFolder({ folderId: folder.id, on: next })}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
          {on ? destinations.isOn : destinations.isOff}
        </label>
      </div>
      <p className="folder-path">{folder.path}</p>
      <p className="destination-health" role="status">
        {state.kind === 'trouble' && folder.taken === 0 ? null : (
          <span>{on ? words.taken(folder.taken, folder.lastAt === null ? '' : showMoment(folder.lastAt)) : words.off}</span>
        )}
        {state.kind === 'trouble' ? (
          <span className="destination-trouble">
            <StopIcon />
            {texts.errors[state.code]}
          </span>
        ) : null}
      </p>
      {unread.length === 0 ? null : (
        <div className="folder-unread">
          <p>{words.unread}</p>
          <ul>
            {unread.map(({ name, code }) => (
              <li key={name}>{texts.common.refused(name, texts.errors[code])}</li>
            ))}
          </ul>
        </div>
      )}
      <TestResult test={test} />
      <div className="destination-actions">
        <Button
          onClick={() => {
            setTest('running');
            void testFolder(folder.id).then(setTest);
          }}
        >
          {texts.sources.test}
        </Button>
        <Button aria-expanded={naming} onClick={() => setNaming(!naming)}>
          {texts.sources.options}
        </Button>
        <Button look="quiet" onClick={() => offerFolderRemoval(folder)}>
          {words.remove}
        </Button>
      </div>
      {naming ? <FolderName folder={folder} /> : null}
    </li>
  );
}

type Test = Answer<FolderTest> | 'running' | null;

/** Whether the desk may do in the folder what it must. */
function TestResult({ test }: { readonly test: Test }): ReactNode {
  const { errors, folders, sources } = useTexts();
  const result = test === null || test === 'running' ? null : test.ok ? test.value : { ok: false as const, code: test.code };
  return (
    <div className="destination-test" role="status" data-tone={result === null ? 'plain' : result.ok ? 'sure' : 'stop'}>
      {test === 'running' ? <WaitIcon /> : result === null ? null : result.ok ? <SureIcon /> : <StopIcon />}
      {test === 'running' ? sources.testing : null}
      {result === null ? null : <span>{result.ok ? folders.tried(result.files) : errors[result.code]}</span>}
    </div>
  );
}

function FolderName({ folder }: { readonly folder: WatchedFolder }): ReactNode {
  const { sources: words } = useTexts();
  const [name, setName] = useState(folder.name);
  const given = name.trim();
  return (
    <form
      className="source-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== '') void editFolder({ folderId: folder.id, name: given });
      }}
    >
      <FormField id={`name-${folder.id}`} label={words.rename} value={name} maxLength={60} onChange={setName} />
      <Button type="submit">{words.save}</Button>
    </form>
  );
}
