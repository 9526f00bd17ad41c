import type { ReactNode } from 'react';
import { chooseArchiveFolder } from '../../flows/destinations-flow.ts';
import { Button } from '../../shell/button.tsx';
import { FolderIcon } from '../../shell/icons.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ToggleSetting } from '../toggle-setting.tsx';

/** The program's own folder, or one chosen in the system's dialog; null until it is. */
export type ChosenFolder = { readonly choiceId: string; readonly path: string } | null;

type Props = {
  readonly own: boolean;
  readonly chosen: ChosenFolder;
  /** Where it lies until another one is chosen; null for a new one. */
  readonly present: string | null;
  readonly onChange: (own: boolean, chosen: ChosenFolder) => void;
};

/** Which folder; a path comes from the system's dialog only. */
export function FolderField({ own, chosen, present, onChange }: Props): ReactNode {
  const { destinations } = useTexts();
  return (
    <>
      <ToggleSetting
        name="folder"
        label={destinations.kinds.folder}
        options={['own', 'chosen']}
        words={{ own: destinations.ownFolder, chosen: destinations.chosenFolder }}
        value={own ? 'own' : 'chosen'}
        onChange={(value) => onChange(value === 'own', chosen)}
      />
      {own ? null : (
        <div className="folder-choice">
          <Button
            onClick={() => {
              void chooseArchiveFolder().then((choice) => {
                if (choice !== null) onChange(false, choice);
              });
            }}
          >
            <FolderIcon />
            {destinations.chooseFolder}
          </Button>
          <p className="folder-path">{chosen?.path ?? present ?? destinations.noFolder}</p>
        </div>
      )}
      <p className="form-about">{destinations.folderHelp}</p>
    </>
  );
}
