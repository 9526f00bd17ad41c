import { dialog } from 'electron';

/** Asks where to save a file of this name; null when the dialog was left. */
export async function chooseSaveFile(name: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: name });
  return canceled || filePath === '' ? null : filePath;
}

/** Asks for one JSON file; null when the dialog was left. */
export async function chooseJsonFile(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'], filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for a list of guests; null when the dialog was left. */
export async function chooseList(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'], filters: [{ name: 'Excel, CSV', extensions: ['xlsx', 'csv', 'txt', 'tsv'] }],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks the person for pictures; paths, none when the dialog was left. */
export async function choosePictures(): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile', 'multiSelections'],
    filters: [{
      name: 'JPEG, PNG, WebP, TIFF, BMP, PDF', extensions: ['jpg', 'jpeg', 'png', 'webp', 'tif', 'tiff', 'bmp', 'pdf'],
    }],
  });
  return canceled ? [] : filePaths;
}

/** Asks the person for a folder; its path, null when the dialog was left. */
export async function chooseFolder(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for files of any kind; none when the dialog was left. */
export async function chooseFiles(): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] });
  return canceled ? [] : filePaths;
}
